package io.sluice.sql;

import io.sluice.error.Position;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Reads the statements that tell what is there. */
record InspectionReader(StatementText source, Position position) {
  /** The statement, or empty for one of another kind. */
  Optional<Statement> read(SqlNode tree) {
    return tree instanceof SqlCall call ? Optional.ofNullable(read(call)) : Optional.empty();
  }

  private @Nullable Statement read(SqlCall call) {
    List<@Nullable SqlNode> operands = call.getOperandList();
    return switch (call.getOperator().getName()) {
      case "SHOW TABLES" -> new InspectionStatement.Tables(name(call), pattern(call), position);
      case "SHOW ALL TABLES" -> new InspectionStatement.AllTables(position);
      case "SHOW SCHEMAS" -> new InspectionStatement.Schemas(name(call), pattern(call), position);
      case "SHOW CATALOGS" -> new InspectionStatement.Catalogs(pattern(call), position);
      case "SHOW FUNCTIONS" -> new InspectionStatement.Functions(pattern(call), position);
      case "SHOW COLUMNS" ->
        new InspectionStatement.Columns(
            name(call).orElseThrow(),
            new Statement.Query(source, new ParameterRange(0, 0, false), position),
            position);
      case "SHOW INDEXES" -> new InspectionStatement.Indexes(name(call).orElseThrow(), position);
      case "SHOW STATS" -> new InspectionStatement.Statistics(name(call).orElseThrow(), position);
      case "SHOW CREATE TABLE" ->
        new InspectionStatement.Definition(name(call).orElseThrow(), false, position);
      case "SHOW CREATE VIEW" ->
        new InspectionStatement.Definition(name(call).orElseThrow(), true, position);
      case "DESCRIBE QUERY" ->
        new InspectionStatement.QueryColumns(
            new Statement.Query(source, ParameterRange.of(call), position), position);
      case "SHOW" ->
        new Statement.ShowOption(
            operands.isEmpty()
                ? Optional.empty()
                : name(call).map(name -> String.join(".", name.parts())),
            position);
      default -> null;
    };
  }

  private static Optional<ObjectName> name(SqlCall call) {
    return Optional.ofNullable((SqlIdentifier) call.getOperandList().get(0))
        .map(DefinitionReader::name);
  }

  private static Optional<String> pattern(SqlCall call) {
    return Optional.ofNullable((SqlLiteral) call.getOperandList().get(1))
        .map(literal -> literal.getValueAs(String.class));
  }
}
