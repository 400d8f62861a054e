package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.dialect.OrderByAll;
import io.sluice.sql.parser.StatementParser;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Computes the numbers of LIMIT, OFFSET and FETCH, which may be expressions without columns; NULL is no limit. */
final class LimitValues extends SqlShuttle {
  private final FunctionTables.ConstantEvaluation constants;

  LimitValues(FunctionTables.ConstantEvaluation constants) {
    this.constants = constants;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlNode visited = super.visit(call);
    if (!(visited instanceof SqlOrderBy ordered)) {
      return visited;
    }
    SqlNode offset = number("OFFSET", ordered.offset);
    SqlNode fetch = number("LIMIT", ordered.fetch);
    if (offset == null && fetch == null && ordered.orderList.equals(SqlNodeList.EMPTY)) {
      return ordered.query;
    }
    return new SqlOrderBy(
        ordered.getParserPosition(), ordered.query, ordered.orderList, offset, fetch);
  }

  private @Nullable SqlNode number(String clause, @Nullable SqlNode value) {
    if (value == null) {
      return null;
    }
    Literal number = evaluate(value);
    if (number.isNull()) {
      return null;
    }
    BigDecimal rows =
        number.type().isNumeric() ? new BigDecimal(String.valueOf(number.value())) : null;
    if (rows == null || rows.signum() < 0 || rows.stripTrailingZeros().scale() > 0) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          clause + " takes a whole number that is not negative, but got " + number,
          StatementParser.position(value.getParserPosition()),
          null);
    }
    return SqlLiteral.createExactNumeric(rows.toBigInteger().toString(), value.getParserPosition());
  }

  private Literal evaluate(SqlNode value) {
    try {
      return constants.evaluate(value);
    } catch (SluiceException e) {
      throw e.position() == null ? e.at(StatementParser.position(value.getParserPosition())) : e;
    }
  }

  /** A plan's rows in the order of all their columns. */
  RelNode sorted(RelNode plan, OrderByAll order) {
    return LogicalSort.create(
        plan,
        RelCollations.of(order.columns(plan.getRowType().getFieldCount())),
        rowCount(plan, "OFFSET", order.offset()),
        rowCount(plan, "LIMIT", order.fetch()));
  }

  private @Nullable RexNode rowCount(RelNode plan, String clause, @Nullable SqlNode value) {
    return number(clause, value) instanceof SqlLiteral number
        ? plan.getCluster().getRexBuilder().makeExactLiteral(number.bigDecimalValue())
        : null;
  }
}
