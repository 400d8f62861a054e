package io.sluice.sql.tree;

import io.sluice.sql.grammar.StarOperator;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Pieces of syntax trees. Stateless. */
public final class Trees {
  private Trees() {}

  /** {@code SELECT * FROM from}. */
  public static SqlSelect selectAll(SqlNode from, SqlParserPos position) {
    return SelectBuilder.select(position, SqlIdentifier.star(position))
        .from(from)
        .build();
  }

  /** A call of a function by its name, where its argument stands. */
  public static SqlCall call(String function, SqlNode argument) {
    return call(function, argument.getParserPosition(), List.of(argument));
  }

  /** A call of a function by its name. */
  public static SqlCall call(
      String function, SqlParserPos position, List<? extends SqlNode> operands) {
    return call(function, null, position, operands);
  }

  /**
   * A call of a function by its name.
   *
   * @param quantifier DISTINCT or ALL
   */
  public static SqlCall call(
      String function,
      @Nullable SqlLiteral quantifier,
      SqlParserPos position,
      List<? extends SqlNode> operands) {
    return new SqlUnresolvedFunction(
            new SqlIdentifier(function, position),
            null,
            null,
            null,
            null,
            SqlFunctionCategory.USER_DEFINED_FUNCTION)
        .createCall(quantifier, position, new ArrayList<>(operands));
  }

  /** {@code value AS name}, where the value stands. */
  public static SqlCall as(SqlNode value, String name) {
    return as(value, new SqlIdentifier(name, value.getParserPosition()));
  }

  /** {@code value AS name}, where the value stands. */
  public static SqlCall as(SqlNode value, SqlNode name) {
    return SqlStdOperatorTable.AS.createCall(value.getParserPosition(), value, name);
  }

  /** Both conditions, where there are two. */
  public static SqlNode and(@Nullable SqlNode left, SqlNode right) {
    return left == null
        ? right
        : SqlStdOperatorTable.AND.createCall(
            SqlParserPos.sum(List.of(left.getParserPosition(), right.getParserPosition())),
            left,
            right);
  }

  /** What columns of a table in FROM are qualified with, if it is one table. */
  public static @Nullable String alias(SqlNode relation) {
    if (relation.getKind() == SqlKind.AS) {
      return ((SqlIdentifier) ((SqlCall) relation).operand(1)).getSimple();
    }
    return relation instanceof SqlIdentifier name ? name.names.get(name.names.size() - 1) : null;
  }

  /** An item of a SELECT without its alias. */
  public static SqlNode withoutAlias(SqlNode item) {
    return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
  }

  /** The name of an item of a SELECT, empty where it has none. */
  public static String outputName(SqlNode item) {
    if (item.getKind() == SqlKind.AS) {
      return ((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple();
    }
    return item instanceof SqlIdentifier name ? name.names.get(name.names.size() - 1) : "";
  }

  /** Whether an item of a SELECT may stand for several columns. */
  public static boolean isStar(SqlNode item) {
    return (item instanceof SqlIdentifier name && name.isStar()) || StarOperator.isIn(item);
  }
}
