package io.sluice.sql.dialect;

import io.sluice.sql.tree.SelectBuilder;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** {@code a SEMI JOIN b ON c} keeps the rows of {@code a} for which {@code EXISTS (SELECT 1 FROM b WHERE c)}, ANTI JOIN the others. The condition moves to WHERE. */
final class SemiJoins {
  private final List<SqlNode> conditions = new ArrayList<>();

  private SemiJoins() {}

  static void expand(SqlSelect select) {
    SqlNode from = select.getFrom();
    if (from == null) {
      return;
    }
    SemiJoins joins = new SemiJoins();
    SqlNode rest = joins.without(from);
    if (!joins.conditions.isEmpty()) {
      select.setFrom(rest);
      SqlNode where = select.getWhere();
      for (SqlNode condition : joins.conditions) {
        where = Trees.and(where, condition);
      }
      select.setWhere(where);
    }
  }

  private SqlNode without(SqlNode from) {
    if (from instanceof SqlJoin join) {
      JoinType type = join.getJoinType();
      join.setLeft(side(join.getLeft(), type != JoinType.RIGHT && type != JoinType.FULL));
      join.setRight(side(join.getRight(), type != JoinType.LEFT && type != JoinType.FULL));
      return join;
    }
    if (!(from instanceof SqlBasicCall call) || !isSemiJoin(call)) {
      return from;
    }
    SqlNode left = without(call.operand(0));
    SqlNode right = call.operand(1);
    SqlParserPos position = call.getParserPosition();
    SqlNode condition = call.operand(2) instanceof SqlNodeList columns
        ? using(left, right, columns)
        : call.operand(2);
    SqlNode query = SelectBuilder.select(position, SqlLiteral.createExactNumeric("1", position))
        .from(right)
        .where(condition)
        .build();
    SqlNode exists = SqlStdOperatorTable.EXISTS.createCall(position, query);
    conditions.add(
        call.getOperator().getName().startsWith("ANTI")
            ? SqlStdOperatorTable.NOT.createCall(position, exists)
            : exists);
    return left;
  }

  /** A side of a join. Conditions of one that may lack rows belong below the join. */
  private SqlNode side(SqlNode from, boolean isKept) {
    if (isKept) {
      return without(from);
    }
    SemiJoins inner = new SemiJoins();
    SqlNode rest = inner.without(from);
    if (inner.conditions.isEmpty()) {
      return rest;
    }
    String alias = Trees.alias(rest);
    if (alias == null) {
      throw DialectRewriter.notSupported(
          "SEMI JOIN or ANTI JOIN of several tables on the side of an outer join that may be missing",
          from);
    }
    SqlParserPos position = rest.getParserPosition();
    SqlNode where = null;
    for (SqlNode condition : inner.conditions) {
      where = Trees.and(where, condition);
    }
    SqlNode query = SelectBuilder.select(position, SqlIdentifier.star(position))
        .from(rest)
        .where(where)
        .build();
    return Trees.as(query, alias);
  }

  private static boolean isSemiJoin(SqlCall call) {
    String name = call.getOperator().getName();
    return name.equals("SEMI JOIN") || name.equals("ANTI JOIN");
  }

  private static SqlNode using(SqlNode left, SqlNode right, SqlNodeList columns) {
    SqlNode condition = null;
    for (SqlNode column : columns) {
      SqlNode equal = SqlStdOperatorTable.EQUALS.createCall(
          column.getParserPosition(),
          qualified(left, (SqlIdentifier) column),
          qualified(right, (SqlIdentifier) column));
      condition = Trees.and(condition, equal);
    }
    if (condition == null) {
      throw new IllegalStateException("USING without columns");
    }
    return condition;
  }

  private static SqlNode qualified(SqlNode relation, SqlIdentifier column) {
    String alias = Trees.alias(relation);
    if (alias == null) {
      throw DialectRewriter.notSupported(
          "USING of a SEMI JOIN or ANTI JOIN with more than one table on a side", column);
    }
    return new SqlIdentifier(List.of(alias, column.getSimple()), column.getParserPosition());
  }
}
