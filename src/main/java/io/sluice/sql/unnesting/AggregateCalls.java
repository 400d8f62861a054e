package io.sluice.sql.unnesting;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Calls of aggregate functions that move from an aggregation without keys to one with keys. */
final class AggregateCalls {
  /** Functions that give 0 for no row. Those whose result cannot be NULL and that are not listed are refused. */
  private static final Set<String> ZERO_FOR_NONE = Set.of(
      "COUNT",
      "$SUM0",
      "REGR_COUNT",
      "COUNT_IF",
      "COUNTIF",
      "APPROX_DISTINCT",
      "APPROX_COUNT_DISTINCT");

  private AggregateCalls() {}

  /** The call over groups, none of which is empty: its result may be less often NULL. */
  static AggregateCall grouped(AggregateCall call, RelNode input) {
    return AggregateCall.create(
        call.getParserPosition(),
        call.getAggregation(),
        call.isDistinct(),
        call.isApproximate(),
        call.ignoreNulls(),
        call.rexList,
        call.getArgList(),
        call.filterArg,
        call.distinctKeys,
        call.collation,
        false,
        input,
        null,
        call.getName());
  }

  /** The call's result in a column that is NULL where there was no group, of the type it has without keys. */
  static RexNode orEmpty(AggregateCall call, RelNode plan, int column) {
    RexBuilder rex = Plans.rex(plan);
    RexNode value = rex.makeInputRef(plan, column);
    RelDataType type = call.getType();
    if (type.isNullable()) {
      return Plans.typed(plan, value, type);
    }
    RexNode isMissing = rex.makeCall(SqlStdOperatorTable.IS_NULL, value);
    return rex.makeCall(
        type,
        SqlStdOperatorTable.CASE,
        List.of(isMissing, ofNone(call, rex), rex.makeNotNull(value)));
  }

  /** The call's result in the group of no rows that an aggregation without keys has, of the type it has there. */
  static RexNode ofNone(AggregateCall call, RexBuilder rex) {
    RelDataType type = call.getType();
    if (call.getAggregation().getKind() == SqlKind.GROUPING) {
      long all = (1L << call.getArgList().size()) - 1;
      return rex.makeExactLiteral(BigDecimal.valueOf(all), type);
    }
    if (type.isNullable()) {
      return rex.makeNullLiteral(type);
    }
    if (ZERO_FOR_NONE.contains(call.getAggregation().getName().toUpperCase(Locale.ROOT))) {
      return rex.makeExactLiteral(BigDecimal.ZERO, type);
    }
    throw new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        call.getAggregation().getName()
            + " in a sub-query that reads a column of the outer query is not supported");
  }
}
