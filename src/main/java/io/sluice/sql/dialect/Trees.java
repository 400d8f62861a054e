package io.sluice.sql.dialect;

import io.sluice.sql.grammar.StarOperator;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Pieces of syntax trees. */
final class Trees {
  private Trees() {}

  /** {@code SELECT * FROM from}. */
  static SqlSelect selectAll(SqlNode from, SqlParserPos position) {
    return select(List.of(SqlIdentifier.star(position)), from, null, position);
  }

  static SqlSelect select(
      List<SqlNode> items, @Nullable SqlNode from, @Nullable SqlNode where, SqlParserPos position) {
    return new SqlSelect(
        position,
        SqlNodeList.EMPTY,
        new SqlNodeList(items, position),
        from,
        where,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        SqlNodeList.EMPTY);
  }

  /** A call of a function by its name. */
  static SqlCall call(String function, SqlParserPos position, List<? extends SqlNode> operands) {
    return new SqlUnresolvedFunction(
            new SqlIdentifier(function, position),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION)
        .createCall(position, new ArrayList<>(operands));
  }

  /** Both conditions, where there are two. */
  static SqlNode and(@Nullable SqlNode left, SqlNode right) {
    return left == null
        ? right
        : SqlStdOperatorTable.AND.createCall(
            SqlParserPos.sum(List.of(left.getParserPosition(), right.getParserPosition())),
            left,
            right);
  }

  /** What columns of a table in FROM are qualified with, if it is one table. */
  static @Nullable String alias(SqlNode relation) {
    if (relation.getKind() == SqlKind.AS) {
      return ((SqlIdentifier) ((SqlCall) relation).operand(1)).getSimple();
    }
    return relation instanceof SqlIdentifier name ? name.names.get(name.names.size() - 1) : null;
  }

  /** An item of a SELECT without its alias. */
  static SqlNode withoutAlias(SqlNode item) {
    return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
  }

  /** The name of an item of a SELECT, empty where it has none. */
  static String outputName(SqlNode item) {
    if (item.getKind() == SqlKind.AS) {
      return ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple();
    }
    return item instanceof SqlIdentifier name ? name.names.get(name.names.size() - 1) : "";
  }

  /** Whether an item of a SELECT may stand for several columns. */
  static boolean isStar(SqlNode item) {
    return (item instanceof SqlIdentifier name && name.isStar()) || StarOperator.isIn(item);
  }
}
