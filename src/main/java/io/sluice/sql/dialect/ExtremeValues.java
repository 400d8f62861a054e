package io.sluice.sql.dialect;

import io.sluice.error.ErrorCode;
import io.sluice.sql.tree.TreeCopy;
import io.sluice.sql.tree.Trees;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code max(x, n)} and {@code arg_max(x, y, n)}: an array of so many values, the first ones of all in their order. */
final class ExtremeValues {
  private static final Set<String> OF_VALUES = Set.of("max", "min");
  private static final Set<String> BY_KEYS = Set.of("arg_max", "arg_min", "max_by", "min_by");

  private ExtremeValues() {}

  /** Whether it is a call of one of these with a number of values. */
  static boolean isListed(SqlNode node) {
    return node instanceof SqlCall call
        && call.getOperator() instanceof SqlFunction
        && (OF_VALUES.contains(name(call)) && call.operandCount() == 2
            || BY_KEYS.contains(name(call)) && call.operandCount() == 3);
  }

  private static String name(SqlCall call) {
    return call.getOperator().getName().toLowerCase(Locale.ROOT);
  }

  /** The call as a slice of an aggregate of all values. */
  static SqlNode listed(SqlCall call) {
    return listed(call, null);
  }

  /** {@code max(x, n) FILTER (WHERE condition)}: the condition belongs to the aggregate. */
  static SqlNode filtered(SqlCall filter) {
    return listed(filter.operand(0), filter.operand(1));
  }

  private static boolean isBelowOne(SqlNode count) {
    return count.getKind() == SqlKind.MINUS_PREFIX
        || count instanceof SqlNumericLiteral number && number.bigDecimalValue().signum() <= 0
        || SqlUtil.isNullLiteral(count, true);
  }

  private static SqlNode listed(SqlCall call, @Nullable SqlNode condition) {
    SqlParserPos position = call.getParserPosition();
    SqlNode value = call.operand(0);
    SqlNode key = call.operand(call.operandCount() - 2);
    SqlNode count = call.operand(call.operandCount() - 1);
    if (isBelowOne(count)) {
      throw DialectRewriter.error(
          ErrorCode.SEMANTIC_ERROR, name(call) + " takes a number of values from 1 on", count);
    }
    SqlNode order = TreeCopy.of(key);
    SqlNode list = SqlStdOperatorTable.WITHIN_GROUP.createCall(
        position,
        Trees.call("array_agg", position, List.of(value)),
        SqlNodeList.of(
            name(call).contains("max")
                ? SqlStdOperatorTable.DESC.createCall(position, order)
                : order));
    SqlNode present = Trees.and(
        SqlStdOperatorTable.IS_NOT_NULL.createCall(position, TreeCopy.of(value)),
        SqlStdOperatorTable.IS_NOT_NULL.createCall(position, TreeCopy.of(key)));
    SqlNode all = SqlStdOperatorTable.FILTER.createCall(
        position, list, condition == null ? present : Trees.and(present, condition));
    return Trees.call(
        "array_slice", position, List.of(all, SqlLiteral.createExactNumeric("1", position), count));
  }
}
