package io.sluice.source.jdbc;

import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableProvider;
import java.util.List;
import java.util.Optional;

/**
 * A schema of a database.
 *
 * @param name as the database writes it
 */
record JdbcSchema(JdbcDatabase database, String name) implements SchemaProvider {
  @Override
  public List<String> tableNames() {
    return database.ask(
        "list the tables of schema '" + name + "'",
        connection -> new JdbcMetadata(connection).tables(name));
  }

  @Override
  public Optional<TableProvider> table(String tableName) {
    return database
        .ask(
            "describe table '" + name + "." + tableName + "'",
            connection -> new JdbcMetadata(connection).table(database, name, tableName))
        .map(table -> table);
  }
}
