package io.sluice.sql.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code current_schema} and {@code current_catalog}, with and without brackets, as constants of a statement. */
public record CurrentSchema(String catalog, String schema) {
  /**
   * That of a session.
   *
   * @param path the current catalog and schema; empty when there is none
   */
  public static CurrentSchema of(List<String> path) {
    return path.size() < 2
        ? new CurrentSchema("memory", "main")
        : new CurrentSchema(path.get(0), path.get(1));
  }

  /** What a name stands for, when it is one of these. A quoted name is a column's. */
  Optional<SqlNode> of(SqlIdentifier name) {
    return name.isSimple() && !name.isComponentQuoted(0)
        ? value(name.getSimple(), name.getParserPosition())
        : Optional.empty();
  }

  Optional<SqlNode> of(SqlCall call) {
    return call.operandCount() == 0
        ? value(call.getOperator().getName(), call.getParserPosition())
        : Optional.empty();
  }

  private Optional<SqlNode> value(String name, SqlParserPos position) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "CURRENT_SCHEMA" -> Optional.of(SqlLiteral.createCharString(schema, position));
      case "CURRENT_CATALOG", "CURRENT_DATABASE" ->
        Optional.of(SqlLiteral.createCharString(catalog, position));
      default -> Optional.empty();
    };
  }
}
