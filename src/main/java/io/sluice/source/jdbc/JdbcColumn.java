package io.sluice.source.jdbc;

import io.sluice.type.DataType;
import io.sluice.type.Field;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table of another database.
 *
 * @param field as the engine sees it
 * @param name as the database calls it
 * @param typeName the database's name of its type
 * @param isSupported whether it can be read
 * @param isExact whether the type holds no more than the engine's, so that values which differ there differ here
 */
record JdbcColumn(Field field, String name, String typeName, boolean isSupported, boolean isExact) {
  /** A column of some type; one that cannot be read where there is none. */
  static JdbcColumn of(
      String name, String typeName, @Nullable DataType type, boolean isNullable, boolean isExact) {
    return type == null
        ? new JdbcColumn(new Field(name, DataType.VARCHAR, true), name, typeName, false, false)
        : new JdbcColumn(new Field(name, type, isNullable), name, typeName, true, isExact);
  }

  /** The same column under the name that a table has for it. */
  JdbcColumn named(String newName) {
    return new JdbcColumn(
        new Field(newName, field.type(), field.nullable()), name, typeName, isSupported, isExact);
  }
}
