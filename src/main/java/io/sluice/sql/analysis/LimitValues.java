package io.sluice.sql.analysis;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.dialect.OrderByAll;
import io.sluice.sql.parser.StatementParser;
import io.sluice.sql.table.FunctionTables;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.util.function.Function;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Computes the numbers of LIMIT, OFFSET and FETCH, which may be expressions without columns; NULL is no limit. For sub-queries and parts of all rows, a
 * {@link ComputedRowCount} takes their place.
 */
final class LimitValues extends SqlShuttle {
  private static final String PERCENT = "PERCENT";

  private final FunctionTables.ConstantEvaluation constants;
  private final Function<SqlNode, RexNode> queries;

  /**
   * @param queries an expression with sub-queries, and without columns, as one of a plan
   */
  LimitValues(FunctionTables.ConstantEvaluation constants, Function<SqlNode, RexNode> queries) {
    this.constants = constants;
    this.queries = queries;
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
    if (isPercent(value)) {
      return percent(((SqlCall) value).operand(0));
    }
    if (hasQuery(value)) {
      return new ComputedRowCount(queries.apply(cast(value, SqlTypeName.BIGINT)), false)
          .call(value.getParserPosition());
    }
    Literal number = evaluate(value);
    if (number.isNull()) {
      return null;
    }
    BigDecimal rows = decimal(number);
    if (rows == null || rows.signum() < 0 || rows.stripTrailingZeros().scale() > 0) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          clause + " takes a whole number that is not negative, but got " + number,
          StatementParser.position(value.getParserPosition()),
          null);
    }
    return SqlLiteral.createExactNumeric(rows.toBigInteger().toString(), value.getParserPosition());
  }

  static boolean isPercent(@Nullable SqlNode value) {
    return value instanceof SqlCall call && call.getOperator().getName().equals(PERCENT);
  }

  private @Nullable SqlNode percent(SqlNode value) {
    SqlNode percent = cast(value, SqlTypeName.DOUBLE);
    if (!hasQuery(value)) {
      Literal number = evaluate(value);
      if (number.isNull()) {
        return null;
      }
      BigDecimal part = decimal(number);
      if (part == null || part.signum() < 0 || part.compareTo(BigDecimal.valueOf(100)) > 0) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "LIMIT takes from 0 to 100 percent, but got " + number,
            StatementParser.position(value.getParserPosition()),
            null);
      }
      percent = cast(
          SqlLiteral.createExactNumeric(part.toPlainString(), value.getParserPosition()),
          SqlTypeName.DOUBLE);
    }
    return new ComputedRowCount(queries.apply(percent), true).call(value.getParserPosition());
  }

  private static boolean hasQuery(SqlNode value) {
    return SqlUtil.containsCall(value, call -> call.isA(SqlKind.QUERY));
  }

  private static @Nullable BigDecimal decimal(Literal number) {
    return number.type().isNumeric() ? new BigDecimal(String.valueOf(number.value())) : null;
  }

  private static SqlNode cast(SqlNode value, SqlTypeName type) {
    SqlParserPos position = value.getParserPosition();
    SqlNode scalar = value.isA(SqlKind.QUERY)
        ? SqlStdOperatorTable.SCALAR_QUERY.createCall(position, value)
        : value;
    return SqlStdOperatorTable.CAST.createCall(
        position, scalar, new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, position), position));
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
    RelCollation collation = RelCollations.of(order.columns(plan.getRowType().getFieldCount()));
    SqlNode offset = number("OFFSET", order.offset());
    SqlNode fetch = number("LIMIT", order.fetch());
    return ComputedRowCount.isIn(offset) || ComputedRowCount.isIn(fetch)
        ? LogicalSort.create(
            ComputedLimit.of(plan, collation, offset, fetch), collation, null, null)
        : LogicalSort.create(plan, collation, literal(plan, offset), literal(plan, fetch));
  }

  private static @Nullable RexNode literal(RelNode plan, @Nullable SqlNode value) {
    return value instanceof SqlLiteral number
        ? plan.getCluster().getRexBuilder().makeExactLiteral(number.bigDecimalValue())
        : null;
  }
}
