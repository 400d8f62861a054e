package io.sluice.sql;

import io.sluice.error.Position;
import java.util.List;
import java.util.Optional;

/** A statement about tables, views and schemas that reads no rows. */
public sealed interface DefinitionStatement extends Statement {
  /** What a statement that creates does about one of the same name. */
  enum Existing {
    /** It fails. */
    REFUSE,
    /** It takes its place. */
    REPLACE,
    /** It leaves it there and does nothing. */
    KEEP
  }

  /** {@code CREATE SCHEMA [IF NOT EXISTS] name}. */
  record CreateSchema(ObjectName name, boolean ifNotExists, Position position)
      implements DefinitionStatement {}

  /** {@code DROP SCHEMA [IF EXISTS] name [CASCADE]}: with its tables, or only if it has none. */
  record DropSchema(ObjectName name, boolean ifExists, boolean isCascade, Position position)
      implements DefinitionStatement {}

  /**
   * {@code CREATE EXTERNAL TABLE [IF NOT EXISTS] name [(columns)] STORED AS format PARTITIONED BY (columns) LOCATION 'path' OPTIONS (...)}. {@link SqlPlanner#columns}
   * gives the columns.
   *
   * @param elements the columns and partition columns that the statement gives
   * @param format empty for that of the location's ending
   * @param location as written
   */
  record CreateExternalTable(
      ObjectName name,
      Existing existing,
      Elements elements,
      Optional<String> format,
      String location,
      FileOptions options,
      Position position)
      implements DefinitionStatement {}

  /** The columns of a statement, not yet read. */
  final class Elements {
    private final StatementText source;

    Elements(StatementText source) {
      this.source = source;
    }

    StatementText source() {
      return source;
    }
  }

  /** {@code DROP TABLE [IF EXISTS] name}. */
  record DropTable(ObjectName name, boolean ifExists, Position position)
      implements DefinitionStatement {}

  /**
   * {@code CREATE [OR REPLACE] VIEW [IF NOT EXISTS] name [(columns)] AS query}.
   *
   * @param columns their names, or empty for those of the query
   * @param sql the text of the statement
   */
  record CreateView(
      ObjectName name, Existing existing, List<String> columns, String sql, Position position)
      implements DefinitionStatement {}

  /** {@code DROP VIEW [IF EXISTS] name}. */
  record DropView(ObjectName name, boolean ifExists, Position position)
      implements DefinitionStatement {}

  /** {@code DROP INDEX [IF EXISTS] name}. */
  record DropIndex(ObjectName name, boolean ifExists, Position position)
      implements DefinitionStatement {}

  /**
   * {@code CREATE [OR REPLACE] MACRO [IF NOT EXISTS] name(parameters) AS ...}.
   *
   * @param sql the text of the statement
   */
  record CreateMacro(
      ObjectName name, Existing existing, boolean isTable, String sql, Position position)
      implements DefinitionStatement {}

  /** {@code DROP MACRO [IF EXISTS] name}. */
  record DropMacro(ObjectName name, boolean ifExists, Position position)
      implements DefinitionStatement {}

  /** {@code TRUNCATE [TABLE] name}. */
  record Truncate(ObjectName name, Position position) implements DefinitionStatement {}
}
