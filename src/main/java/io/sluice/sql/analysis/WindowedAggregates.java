package io.sluice.sql.analysis;

import io.sluice.config.NullOrder;
import io.sluice.sql.expression.WindowOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * FILTER, IGNORE NULLS and ORDER BY of aggregate functions over windows, in their first argument: as a CASE for functions that skip NULLs, else as a
 * {@link WindowOperator#AGGREGATE_INPUT}. Immutable.
 *
 * @param nullOrder where NULLs stand in orders that do not say it
 */
record WindowedAggregates(NullOrder nullOrder) {
  /** Functions for which a NULL counts as little as no row, in the first argument at least, and that take their rows in any order. */
  private static final Set<String> PLAIN = Set.of("COUNT", "SUM", "AVG", "MIN", "MAX");

  /** The call with all that is said about its rows in the first argument. */
  SqlCall arranged(SqlCall call, @Nullable SqlNode filter, @Nullable SqlOperator nullTreatment) {
    SqlCall aggregate = (SqlCall) new AggregateSyntax(nullOrder).normalize(call);
    SqlNodeList order = SqlNodeList.EMPTY;
    if (aggregate.getKind() == SqlKind.WITHIN_GROUP) {
      order = aggregate.operand(1);
      aggregate = aggregate.operand(0);
    }
    boolean ignoresNulls = nullTreatment != null && nullTreatment.getKind() == SqlKind.IGNORE_NULLS;
    String name = aggregate.getOperator().getName().toUpperCase(Locale.ROOT);
    if (PLAIN.contains(name)) {
      return filter == null ? aggregate : filtered(aggregate, filter);
    }
    if (order.isEmpty() && filter == null && !ignoresNulls || aggregate.operandCount() == 0) {
      return aggregate;
    }
    SqlNode value = aggregate.operand(0);
    SqlParserPos position = value.getParserPosition();
    List<SqlNode> input = new ArrayList<>();
    input.add(value);
    input.add(condition(filter, ignoresNulls ? value : null, position));
    order.forEach(key -> addKey(key, input));
    List<SqlNode> arguments = new ArrayList<>(aggregate.getOperandList());
    arguments.set(0, WindowOperator.AGGREGATE_INPUT.createCall(position, input));
    return withArguments(aggregate, arguments);
  }

  private static SqlNode condition(
      @Nullable SqlNode filter, @Nullable SqlNode value, SqlParserPos position) {
    if (value == null) {
      return filter == null ? SqlLiteral.createBoolean(true, position) : filter;
    }
    SqlNode isThere = SqlStdOperatorTable.IS_NOT_NULL.createCall(position, value);
    return filter == null ? isThere : SqlStdOperatorTable.AND.createCall(position, filter, isThere);
  }

  private void addKey(SqlNode item, List<SqlNode> input) {
    boolean isDescending = false;
    SqlKind nulls = null;
    SqlNode key = item;
    while (key instanceof SqlCall modifier
        && (modifier.getKind() == SqlKind.DESCENDING
            || modifier.getKind() == SqlKind.NULLS_FIRST
            || modifier.getKind() == SqlKind.NULLS_LAST)) {
      isDescending |= modifier.getKind() == SqlKind.DESCENDING;
      nulls = modifier.getKind() == SqlKind.DESCENDING ? nulls : modifier.getKind();
      key = modifier.operand(0);
    }
    boolean areNullsFirst =
        nulls == null ? nullOrder.isFirst(isDescending) : nulls == SqlKind.NULLS_FIRST;
    int direction = (isDescending ? WindowOperator.DESCENDING : 0)
        | (areNullsFirst ? WindowOperator.NULLS_FIRST : 0);
    input.add(key);
    input.add(SqlLiteral.createExactNumeric(Integer.toString(direction), item.getParserPosition()));
  }

  private static SqlCall filtered(SqlCall aggregate, SqlNode filter) {
    SqlParserPos position = aggregate.getParserPosition();
    boolean isOfRows = aggregate.operandCount() == 0
        || aggregate.operand(0) instanceof SqlIdentifier column && column.isStar();
    SqlNode value = isOfRows ? SqlLiteral.createExactNumeric("1", position) : aggregate.operand(0);
    SqlNode condition = SqlCase.createSwitched(
        position,
        null,
        SqlNodeList.of(filter),
        SqlNodeList.of(value),
        SqlLiteral.createNull(position));
    List<SqlNode> arguments = new ArrayList<>(aggregate.getOperandList());
    if (arguments.isEmpty()) {
      arguments.add(condition);
    } else {
      arguments.set(0, condition);
    }
    return withArguments(aggregate, arguments);
  }

  private static SqlCall withArguments(SqlCall aggregate, List<SqlNode> arguments) {
    return aggregate
        .getOperator()
        .createCall(
            aggregate.getFunctionQuantifier(),
            aggregate.getParserPosition(),
            arguments.toArray(SqlNode[]::new));
  }
}
