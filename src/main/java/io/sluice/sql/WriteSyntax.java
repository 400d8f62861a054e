package io.sluice.sql;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUpdate;
import org.jspecify.annotations.Nullable;

/**
 * The clauses of an INSERT, UPDATE or DELETE beside the standard's, which the parser puts around the statement.
 *
 * @param statement the SqlInsert, SqlUpdate or SqlDelete
 * @param others FROM of an UPDATE, USING of a DELETE
 * @param conflict ON CONFLICT, OR IGNORE or OR REPLACE of an INSERT
 * @param isByName whether an INSERT matches columns by their names
 */
record WriteSyntax(
    SqlNode statement,
    Optional<SqlNode> others,
    Optional<SqlCall> conflict,
    Optional<SqlNodeList> returning,
    boolean isByName) {
  private static final Set<String> ALTERATIONS = Set.of(
      "ADD COLUMN",
      "DROP COLUMN",
      "RENAME COLUMN",
      "RENAME TABLE",
      "ALTER TYPE",
      "SET DEFAULT",
      "DROP DEFAULT",
      "SET NOT NULL",
      "DROP NOT NULL");

  /** The kind of a statement with such clauses, or of ALTER TABLE; null for other calls. */
  static TableStatement.@Nullable Kind kind(SqlCall call) {
    String name = call.getOperator().getName();
    if (ALTERATIONS.contains(name)) {
      return TableStatement.Kind.ALTER;
    }
    return switch (name) {
      case "INSERT WITH" -> TableStatement.Kind.INSERT;
      case "UPDATE WITH" -> TableStatement.Kind.UPDATE;
      case "DELETE WITH" -> TableStatement.Kind.DELETE;
      default -> null;
    };
  }

  static SqlIdentifier target(SqlCall call) {
    SqlNode first = call.getOperandList().get(0);
    return (SqlIdentifier) target(first);
  }

  private static SqlNode target(SqlNode statement) {
    if (statement instanceof SqlInsert insert) {
      return insert.getTargetTable();
    }
    if (statement instanceof SqlUpdate update) {
      return update.getTargetTable();
    }
    return statement instanceof SqlDelete delete ? delete.getTargetTable() : statement;
  }

  static WriteSyntax of(SqlNode tree) {
    String name = tree instanceof SqlCall call ? call.getOperator().getName() : "";
    return switch (name) {
      case "INSERT WITH" ->
        new WriteSyntax(
            operand(tree, 0).orElseThrow(),
            Optional.empty(),
            operand(tree, 1).map(SqlCall.class::cast),
            operand(tree, 2).map(SqlNodeList.class::cast),
            operand(tree, 3).isPresent());
      case "UPDATE WITH", "DELETE WITH" ->
        new WriteSyntax(
            operand(tree, 0).orElseThrow(),
            operand(tree, 1),
            Optional.empty(),
            operand(tree, 2).map(SqlNodeList.class::cast),
            false);
      default -> new WriteSyntax(tree, Optional.empty(), Optional.empty(), Optional.empty(), false);
    };
  }

  private static Optional<SqlNode> operand(SqlNode tree, int index) {
    return Optional.ofNullable(((SqlCall) requireNonNull(tree)).getOperandList().get(index));
  }

  /** The name by which RETURNING knows the table. */
  String alias() {
    SqlIdentifier alias = statement instanceof SqlUpdate update ? update.getAlias() : null;
    if (statement instanceof SqlDelete delete) {
      alias = delete.getAlias();
    }
    SqlIdentifier target = (SqlIdentifier) target(statement);
    return alias == null ? target.names.get(target.names.size() - 1) : alias.getSimple();
  }
}
