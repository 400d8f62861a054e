package io.sluice.sql.expression;

import io.sluice.expression.ArithmeticOperator;
import io.sluice.expression.BuiltinFunction;
import io.sluice.expression.FunctionExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/** Arithmetic of dates, timestamps and intervals. An interval is a BIGINT: of months, or of milliseconds. */
final class DateTimeTranslator {
  private static final long MILLIS_PER_DAY = 86_400_000L;
  private static final long MICROS_PER_MILLI = 1_000L;

  private final ExpressionTranslator expressions;

  DateTimeTranslator(ExpressionTranslator expressions) {
    this.expressions = expressions;
  }

  /** {@code date + interval}, {@code interval + date} or {@code date - interval}. */
  PhysicalExpression translate(RexCall call) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    boolean isSum = call.getKind() == SqlKind.PLUS;
    boolean isDifference = call.getKind() == SqlKind.MINUS;
    if (isSum && isInterval(left) && isDateTime(right)) {
      return shift(right, left, false, SqlTypes.toEngine(call.getType()));
    }
    if ((isSum || isDifference) && isDateTime(left) && isInterval(right)) {
      return shift(left, right, isDifference, SqlTypes.toEngine(call.getType()));
    }
    throw ExpressionTranslator.notSupported(
        "arithmetic between " + describe(left) + " and " + describe(right));
  }

  private static boolean isInterval(RexNode node) {
    return SqlTypeName.INTERVAL_TYPES.contains(node.getType().getSqlTypeName());
  }

  private static boolean isMonths(RexNode node) {
    return SqlTypeName.YEAR_INTERVAL_TYPES.contains(node.getType().getSqlTypeName());
  }

  private static boolean isDateTime(RexNode node) {
    SqlTypeName name = node.getType().getSqlTypeName();
    return name == SqlTypeName.DATE || name == SqlTypeName.TIMESTAMP;
  }

  private static String describe(RexNode node) {
    return isInterval(node) ? "INTERVAL" : node.getType().getSqlTypeName().getName();
  }

  private PhysicalExpression shift(
      RexNode dateTime, RexNode interval, boolean backwards, DataType type) {
    PhysicalExpression start = Casts.cast(expressions.translate(dateTime), type);
    PhysicalExpression amount = amount(interval);
    if (isMonths(interval)) {
      return call(BuiltinFunction.ADD_MONTHS, start, signed(amount, backwards));
    }
    if (type.kind() == TypeKind.DATE || isWholeDays(amount)) {
      PhysicalExpression days = arithmetic(ArithmeticOperator.DIVIDE, amount, MILLIS_PER_DAY);
      return call(BuiltinFunction.ADD_DAYS, start, signed(days, backwards));
    }
    PhysicalExpression micros = arithmetic(ArithmeticOperator.MULTIPLY, amount, MICROS_PER_MILLI);
    return call(BuiltinFunction.ADD_MICROS, start, signed(micros, backwards));
  }

  private static boolean isWholeDays(PhysicalExpression amount) {
    return constant(amount) instanceof Long millis && millis % MILLIS_PER_DAY == 0;
  }

  private static PhysicalExpression call(
      BuiltinFunction function, PhysicalExpression start, PhysicalExpression amount) {
    return new FunctionExpression(function, List.of(start, amount), start.type());
  }

  /** Months, or milliseconds. */
  private PhysicalExpression amount(RexNode interval) {
    if (interval instanceof RexLiteral constant) {
      BigDecimal value = constant.getValueAs(BigDecimal.class);
      return value == null
          ? new LiteralExpression(Literal.ofNull(DataType.BIGINT))
          : new LiteralExpression(Literal.of(value.longValueExact()));
    }
    if (interval instanceof RexCall call) {
      List<RexNode> operands = call.getOperands();
      switch (call.getKind()) {
        case MINUS_PREFIX:
          return signed(amount(operands.get(0)), true);
        case TIMES:
          return isInterval(operands.get(0))
              ? times(operands.get(0), operands.get(1))
              : times(operands.get(1), operands.get(0));
        default:
          break;
      }
    }
    throw ExpressionTranslator.notSupported("an INTERVAL that is computed");
  }

  private PhysicalExpression times(RexNode interval, RexNode factor) {
    return ExpressionTranslator.arithmetic(
        ArithmeticOperator.MULTIPLY,
        amount(interval),
        expressions.translate(factor),
        DataType.BIGINT);
  }

  private static PhysicalExpression signed(PhysicalExpression amount, boolean isNegative) {
    if (!isNegative) {
      return amount;
    }
    return constant(amount) instanceof Long number
        ? new LiteralExpression(Literal.of(Math.negateExact(number)))
        : new FunctionExpression(BuiltinFunction.NEGATE, List.of(amount), DataType.BIGINT);
  }

  private static PhysicalExpression arithmetic(
      ArithmeticOperator operator, PhysicalExpression amount, long factor) {
    if (constant(amount) instanceof Long number) {
      return new LiteralExpression(Literal.of(
          operator == ArithmeticOperator.DIVIDE
              ? number / factor
              : Math.multiplyExact(number, factor)));
    }
    return ExpressionTranslator.arithmetic(
        operator, amount, new LiteralExpression(Literal.of(factor)), DataType.BIGINT);
  }

  private static @org.jspecify.annotations.Nullable Object constant(PhysicalExpression amount) {
    return amount instanceof LiteralExpression literal ? literal.literal().value() : null;
  }
}
