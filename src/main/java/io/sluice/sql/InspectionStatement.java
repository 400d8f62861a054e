package io.sluice.sql;

import io.sluice.error.Position;
import java.util.Optional;

/** A statement that tells what is there. A pattern is one of LIKE. */
public sealed interface InspectionStatement extends Statement {
  /** {@code SHOW TABLES [FROM schema] [LIKE pattern]}: tables and views, of the current schema where none is named. */
  record Tables(Optional<ObjectName> schema, Optional<String> pattern, Position position)
      implements InspectionStatement {}

  /** {@code SHOW ALL TABLES}. */
  record AllTables(Position position) implements InspectionStatement {}

  /** {@code SHOW SCHEMAS [FROM catalog] [LIKE pattern]}. */
  record Schemas(Optional<ObjectName> catalog, Optional<String> pattern, Position position)
      implements InspectionStatement {}

  /** {@code SHOW CATALOGS [LIKE pattern]}. */
  record Catalogs(Optional<String> pattern, Position position) implements InspectionStatement {}

  /** {@code SHOW FUNCTIONS [LIKE pattern]}. */
  record Functions(Optional<String> pattern, Position position) implements InspectionStatement {}

  /** {@code SHOW COLUMNS FROM table}, {@code DESCRIBE table}. */
  record Columns(ObjectName table, Query allRows, Position position)
      implements InspectionStatement {}

  /** {@code SHOW INDEXES FROM table}. */
  record Indexes(ObjectName table, Position position) implements InspectionStatement {}

  /** {@code SHOW STATS FOR table}. */
  record Statistics(ObjectName table, Position position) implements InspectionStatement {}

  /** {@code SHOW CREATE TABLE table} or {@code SHOW CREATE VIEW view}. */
  record Definition(ObjectName name, boolean isView, Position position)
      implements InspectionStatement {}

  /** {@code DESCRIBE query}. */
  record QueryColumns(Query query, Position position) implements InspectionStatement {
    @Override
    public int parameterCount() {
      return query.parameterCount();
    }

    @Override
    public boolean hasNumberedParameters() {
      return query.hasNumberedParameters();
    }
  }
}
