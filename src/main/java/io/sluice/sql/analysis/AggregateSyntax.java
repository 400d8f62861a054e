package io.sluice.sql.analysis;

import io.sluice.config.NullOrder;
import io.sluice.sql.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Brings the ways to write a call of an aggregate function to one: a function that the operator table knows, with its order in WITHIN GROUP, in which the place of NULLs
 * is told. Immutable.
 *
 * <ul>
 *   <li>{@code f(x ORDER BY y)} is {@code f(x) WITHIN GROUP (ORDER BY y)}, and {@code SEPARATOR s} is an argument.
 *   <li>{@code percentile_cont(f) WITHIN GROUP (ORDER BY x DESC)} is {@code percentile_cont(x, f, TRUE)}, {@code mode() WITHIN GROUP (ORDER BY x)} is {@code mode(x)}, and
 *       with DESC {@code mode(x, TRUE)}.
 *   <li>{@code approx_distinct(x)} is {@code count(DISTINCT x)}, {@code count_if(c)} is {@code count(CASE WHEN c THEN 1 END)}, and {@code regr_count} alike.
 *   <li>Where the order does not matter it is left out.
 * </ul>
 */
final class AggregateSyntax {
  private static final Set<String> UNORDERED = Set.of("COUNT", "SUM", "MIN", "MAX", "AVG");
  private static final Set<String> PERCENTILES = Set.of("PERCENTILE_CONT", "PERCENTILE_DISC");
  private static final Set<String> DISTINCT_COUNTS =
      Set.of("APPROX_DISTINCT", "APPROX_COUNT_DISTINCT");

  /** Functions for which the grammar has a rule, and so an operator, of its own. */
  private static final Set<SqlKind> OF_THE_GRAMMAR = Set.of(
      SqlKind.STRING_AGG,
      SqlKind.GROUP_CONCAT,
      SqlKind.ARRAY_AGG,
      SqlKind.PERCENTILE_CONT,
      SqlKind.PERCENTILE_DISC);

  private final NullOrder nullOrder;

  /**
   * @param nullOrder where NULLs stand in orders that do not say it
   */
  AggregateSyntax(NullOrder nullOrder) {
    this.nullOrder = nullOrder;
  }

  /** The call in its one form; the same call, where it is no such call. */
  SqlNode normalize(SqlCall call) {
    if (call.getKind() == SqlKind.WITHIN_GROUP) {
      return withinGroup(call);
    }
    String name = name(call);
    if (DISTINCT_COUNTS.contains(name)) {
      return SqlStdOperatorTable.COUNT.createCall(
          SqlLiteral.createSymbol(SqlSelectKeyword.DISTINCT, call.getParserPosition()),
          call.getParserPosition(),
          call.getOperandList());
    }
    if (name.equals("MEAN")) {
      return function("avg", call, call.getOperandList());
    }
    if (name.equals("COUNT_IF") || name.equals("COUNTIF")) {
      return countOf(call, call.operand(0));
    }
    if (name.equals("REGR_COUNT") && call.operandCount() == 2) {
      return countOf(
          call,
          SqlStdOperatorTable.AND.createCall(
              call.getParserPosition(), isNotNull(call.operand(0)), isNotNull(call.operand(1))));
    }
    if (call.getKind() == SqlKind.FIRST || call.getKind() == SqlKind.LAST) {
      // The grammar takes them for those of patterns and adds an offset.
      return function(name, call, List.of(call.operand(0)));
    }
    List<SqlNode> operands = new ArrayList<>();
    SqlNodeList order = null;
    SqlNode separator = null;
    for (SqlNode operand : call.getOperandList()) {
      if (operand instanceof SqlNodeList list && isFunction(call)) {
        order = list;
      } else if (operand != null && operand.getKind() == SqlKind.SEPARATOR) {
        separator = ((SqlCall) operand).operand(0);
      } else {
        operands.add(operand);
      }
    }
    if (separator != null) {
      operands.add(separator);
    }
    boolean isOfTheGrammar = OF_THE_GRAMMAR.contains(call.getKind());
    if (order == null && separator == null && !isOfTheGrammar) {
      return call;
    }
    SqlCall function = function(name, call, operands);
    return order == null || UNORDERED.contains(name) ? function : ordered(function, order);
  }

  /** The count of the rows for which a condition is true: 0 where there is none, as the optimiser knows it of COUNT only. */
  private static SqlNode countOf(SqlCall call, SqlNode condition) {
    SqlParserPos position = call.getParserPosition();
    SqlNode one = SqlCase.createSwitched(
        position,
        null,
        SqlNodeList.of(condition),
        SqlNodeList.of(SqlLiteral.createExactNumeric("1", position)),
        SqlLiteral.createNull(position));
    return SqlStdOperatorTable.COUNT.createCall(position, one);
  }

  private static SqlNode isNotNull(SqlNode value) {
    return SqlStdOperatorTable.IS_NOT_NULL.createCall(value.getParserPosition(), value);
  }

  private static boolean isFunction(SqlCall call) {
    return call.getOperator() instanceof SqlFunction;
  }

  private static String name(SqlCall call) {
    return call.getOperator().getName().toUpperCase(Locale.ROOT);
  }

  private static SqlCall function(String name, SqlCall call, List<SqlNode> operands) {
    return Trees.call(
        name.toLowerCase(Locale.ROOT),
        call.getFunctionQuantifier(),
        call.getParserPosition(),
        operands);
  }

  private SqlNode ordered(SqlCall function, SqlNodeList order) {
    List<SqlNode> keys = order.stream().map(this::withNullOrder).toList();
    return SqlStdOperatorTable.WITHIN_GROUP.createCall(
        function.getParserPosition(), function, new SqlNodeList(keys, order.getParserPosition()));
  }

  private SqlNode withNullOrder(SqlNode key) {
    if (key.getKind() == SqlKind.NULLS_FIRST || key.getKind() == SqlKind.NULLS_LAST) {
      return key;
    }
    boolean isFirst = nullOrder.isFirst(key.getKind() == SqlKind.DESCENDING);
    return (isFirst ? SqlStdOperatorTable.NULLS_FIRST : SqlStdOperatorTable.NULLS_LAST)
        .createCall(key.getParserPosition(), key);
  }

  private SqlNode withinGroup(SqlCall call) {
    if (!(call.operand(0) instanceof SqlCall function)) {
      return call;
    }
    String name = name(function);
    SqlNodeList order = call.operand(1);
    boolean isMode = name.equals("MODE") && function.operandCount() == 0;
    if ((PERCENTILES.contains(name) && function.operandCount() == 1 || isMode)
        && order.size() == 1) {
      SqlNode value = order.get(0);
      boolean isDescending = false;
      while (value instanceof SqlCall ordering
          && (ordering.getKind() == SqlKind.DESCENDING
              || ordering.getKind() == SqlKind.NULLS_FIRST
              || ordering.getKind() == SqlKind.NULLS_LAST)) {
        isDescending |= ordering.getKind() == SqlKind.DESCENDING;
        value = ordering.operand(0);
      }
      List<SqlNode> operands = new ArrayList<>(List.of(value));
      if (!isMode && isList(function.operand(0)) && !isDescending) {
        operands.add(function.operand(0));
        return function(name.replace("PERCENTILE", "QUANTILE"), function, operands);
      }
      if (!isMode) {
        operands.add(function.operand(0));
      }
      if (!isMode || isDescending) {
        operands.add(SqlLiteral.createBoolean(isDescending, function.getParserPosition()));
      }
      return function(name, function, operands);
    }
    return UNORDERED.contains(name) ? function : ordered(function, order);
  }

  private static boolean isList(SqlNode fraction) {
    return fraction.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR;
  }
}
