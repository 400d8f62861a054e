package io.sluice.sql;

import static java.util.Objects.requireNonNull;

import io.sluice.sql.write.MergeQuery;
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
 * The clauses of an INSERT, UPDATE, DELETE or MERGE beside the standard's, which the parser puts around the statement.
 *
 * @param statement the SqlInsert, SqlUpdate or SqlDelete, or the call of MERGE
 * @param others FROM of an UPDATE, USING of a DELETE
 * @param conflict ON CONFLICT, OR IGNORE or OR REPLACE of an INSERT
 * @param isByName whether an INSERT matches columns by their names
 * @param insertAlias of the table of an INSERT
 * @param queries of WITH before the statement
 */
record WriteSyntax(
    SqlNode statement,
    Optional<SqlNode> others,
    Optional<SqlCall> conflict,
    Optional<SqlNodeList> returning,
    boolean isByName,
    Optional<String> insertAlias,
    Optional<SqlNodeList> queries) {
  private static final Set<String> ALTERATIONS = Set.of(
      "CREATE INDEX",
      "ADD COLUMN",
      "DROP COLUMN",
      "RENAME COLUMN",
      "RENAME TABLE",
      "ALTER TYPE",
      "SET DEFAULT",
      "DROP DEFAULT",
      "SET NOT NULL",
      "DROP NOT NULL");

  /** The kind of a statement that writes, or of ALTER TABLE and CREATE INDEX; null for others. */
  static TableStatement.@Nullable Kind kind(SqlNode tree) {
    SqlNode statement = of(tree).statement();
    if (statement instanceof SqlInsert) {
      return TableStatement.Kind.INSERT;
    }
    if (statement instanceof SqlUpdate) {
      return TableStatement.Kind.UPDATE;
    }
    if (statement instanceof SqlDelete) {
      return TableStatement.Kind.DELETE;
    }
    String name = statement instanceof SqlCall call ? call.getOperator().getName() : "";
    if (name.equals("MERGE")) {
      return TableStatement.Kind.MERGE;
    }
    return ALTERATIONS.contains(name) ? TableStatement.Kind.ALTER : null;
  }

  /** The table that a statement of such a kind writes to. */
  static SqlIdentifier target(SqlNode tree) {
    SqlNode statement = of(tree).statement();
    if (statement instanceof SqlInsert insert) {
      return (SqlIdentifier) insert.getTargetTable();
    }
    if (statement instanceof SqlUpdate update) {
      return (SqlIdentifier) update.getTargetTable();
    }
    return statement instanceof SqlDelete delete
        ? (SqlIdentifier) delete.getTargetTable()
        : ((SqlCall) statement).operand(0);
  }

  /** Puts another name in the place of that of the table. */
  void setTarget(SqlIdentifier target) {
    // The keywords of an INSERT come first.
    ((SqlCall) statement).setOperand(statement instanceof SqlInsert ? 1 : 0, target);
  }

  static WriteSyntax of(SqlNode tree) {
    String name = tree instanceof SqlCall call ? call.getOperator().getName() : "";
    return switch (name) {
      case "WRITE WITH" ->
        of(operand(tree, 1).orElseThrow())
            .withQueries((SqlNodeList) operand(tree, 0).orElseThrow());
      case "INSERT WITH" ->
        new WriteSyntax(
            operand(tree, 0).orElseThrow(),
            Optional.empty(),
            operand(tree, 1).map(SqlCall.class::cast),
            operand(tree, 2).map(SqlNodeList.class::cast),
            operand(tree, 3).isPresent(),
            operand(tree, 4).map(alias -> ((SqlIdentifier) alias).getSimple()),
            Optional.empty());
      case "UPDATE WITH", "DELETE WITH" ->
        new WriteSyntax(
            operand(tree, 0).orElseThrow(),
            operand(tree, 1),
            Optional.empty(),
            operand(tree, 2).map(SqlNodeList.class::cast),
            false,
            Optional.empty(),
            Optional.empty());
      case "MERGE" -> plain(tree, operand(tree, 5).map(SqlNodeList.class::cast));
      default -> plain(tree, Optional.empty());
    };
  }

  private static WriteSyntax plain(SqlNode tree, Optional<SqlNodeList> returning) {
    return new WriteSyntax(
        tree,
        Optional.empty(),
        Optional.empty(),
        returning,
        false,
        Optional.empty(),
        Optional.empty());
  }

  private WriteSyntax withQueries(SqlNodeList named) {
    return new WriteSyntax(
        statement, others, conflict, returning, isByName, insertAlias, Optional.of(named));
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
    if (alias != null) {
      return alias.getSimple();
    }
    if (insertAlias.isPresent()) {
      return insertAlias.get();
    }
    SqlIdentifier target = target(statement);
    return statement instanceof SqlCall call && call.getOperator().getName().equals("MERGE")
        ? MergeQuery.targetAlias(call)
        : target.names.get(target.names.size() - 1);
  }
}
