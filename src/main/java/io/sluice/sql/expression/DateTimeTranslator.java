package io.sluice.sql.expression;

import io.sluice.expression.ArithmeticOperator;
import io.sluice.expression.BuiltinFunction;
import io.sluice.expression.FunctionExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Arithmetic of dates, times and intervals. A constant interval that moves a date is a BIGINT: of months, or of milliseconds. */
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
    if (isSum && isCounted(left) && isDateTime(right)) {
      return shift(right, left, false, SqlTypes.toEngine(call.getType()));
    }
    if ((isSum || isDifference) && isDateTime(left) && isCounted(right)) {
      return shift(left, right, isDifference, SqlTypes.toEngine(call.getType()));
    }
    return compute(call);
  }

  /** Arithmetic that is no date moved by a constant interval. */
  private PhysicalExpression compute(RexCall call) {
    PhysicalExpression left = expressions.translate(call.getOperands().get(0));
    PhysicalExpression right = expressions.translate(call.getOperands().get(1));
    DataType type = SqlTypes.toEngine(call.getType());
    PhysicalExpression result = switch (call.getKind()) {
      case PLUS -> {
        PhysicalExpression sum = sum(left, right, type);
        yield sum == null ? sum(right, left, type) : sum;
      }
      case MINUS -> difference(left, right, type);
      case TIMES ->
        left.type().kind() == TypeKind.INTERVAL
            ? scaled(BuiltinFunction.INTERVAL_TIMES, left, right)
            : scaled(BuiltinFunction.INTERVAL_TIMES, right, left);
      case DIVIDE -> scaled(BuiltinFunction.INTERVAL_DIVIDE, left, right);
      default -> null;
    };
    if (result == null) {
      throw ExpressionTranslator.notSupported(
          "arithmetic between " + left.type() + " and " + right.type());
    }
    return result;
  }

  private static @Nullable PhysicalExpression sum(
      PhysicalExpression start, PhysicalExpression amount, DataType type) {
    if (start.type().kind() == TypeKind.DATE && amount.type().isWholeNumber()) {
      return call(BuiltinFunction.ADD_DAYS, start, Casts.cast(amount, DataType.BIGINT));
    }
    if (start.type().kind() == TypeKind.INTERVAL) {
      return amount.type().kind() == TypeKind.INTERVAL
          ? call(BuiltinFunction.INTERVAL_PLUS, start, amount)
          : null;
    }
    boolean isSpan = amount.type().kind() == TypeKind.INTERVAL
        || amount.type().kind() == TypeKind.TIME && start.type().kind() == TypeKind.DATE;
    return isSpan
        ? call(
            BuiltinFunction.ADD_INTERVAL,
            Casts.cast(start, type),
            Casts.cast(amount, DataType.INTERVAL))
        : null;
  }

  private static @Nullable PhysicalExpression difference(
      PhysicalExpression left, PhysicalExpression right, DataType type) {
    if (left.type().kind() == TypeKind.DATE && right.type().kind() == TypeKind.DATE) {
      return new FunctionExpression(BuiltinFunction.DAYS_BETWEEN, List.of(left, right), type);
    }
    if (right.type().kind() == TypeKind.INTERVAL) {
      return sum(left, negated(right), type);
    }
    if (right.type().isWholeNumber()) {
      return sum(left, signed(Casts.cast(right, DataType.BIGINT), true), type);
    }
    DataType common = Casts.comparable(left.type(), right.type());
    return new FunctionExpression(
        BuiltinFunction.INTERVAL_BETWEEN,
        List.of(Casts.cast(left, common), Casts.cast(right, common)),
        DataType.INTERVAL);
  }

  private static PhysicalExpression negated(PhysicalExpression interval) {
    return new FunctionExpression(
        BuiltinFunction.INTERVAL_NEGATE, List.of(interval), DataType.INTERVAL);
  }

  private static PhysicalExpression scaled(
      BuiltinFunction function, PhysicalExpression interval, PhysicalExpression factor) {
    return call(function, interval, Casts.cast(factor, DataType.DOUBLE));
  }

  /** The number by which intervals are compared. */
  static PhysicalExpression length(PhysicalExpression interval) {
    return new FunctionExpression(
        BuiltinFunction.INTERVAL_LENGTH,
        List.of(interval),
        DataType.decimal(DecimalType.MAX_PRECISION, 0));
  }

  private static boolean isInterval(RexNode node) {
    return SqlTypeName.INTERVAL_TYPES.contains(node.getType().getSqlTypeName());
  }

  /** Whether the interval is a whole number of months or milliseconds. */
  private static boolean isCounted(RexNode node) {
    if (!isInterval(node)) {
      return false;
    }
    if (node instanceof RexLiteral) {
      return true;
    }
    if (!(node instanceof RexCall call)) {
      return false;
    }
    List<RexNode> operands = call.getOperands();
    return switch (call.getKind()) {
      case MINUS_PREFIX -> isCounted(operands.get(0));
      case TIMES ->
        isCounted(operands.get(0)) && isWhole(operands.get(1))
            || isCounted(operands.get(1)) && isWhole(operands.get(0));
      default -> false;
    };
  }

  private static boolean isWhole(RexNode node) {
    return SqlTypeName.INT_TYPES.contains(node.getType().getSqlTypeName());
  }

  private static boolean isMonths(RexNode node) {
    return SqlTypeName.YEAR_INTERVAL_TYPES.contains(node.getType().getSqlTypeName());
  }

  private static boolean isDateTime(RexNode node) {
    SqlTypeName name = node.getType().getSqlTypeName();
    return name == SqlTypeName.DATE
        || name == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE
        || name == SqlTypeName.TIMESTAMP
            && SqlTypes.toEngine(node.getType()).equals(DataType.TIMESTAMP);
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
