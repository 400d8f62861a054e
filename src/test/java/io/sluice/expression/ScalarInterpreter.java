package io.sluice.expression;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The slow, obvious meaning of expressions: one row at a time, in BigDecimal and String. */
final class ScalarInterpreter {
  private final RecordBatch batch;
  private final int row;

  ScalarInterpreter(RecordBatch batch, int row) {
    this.batch = batch;
    this.row = row;
  }

  @Nullable
  Object evaluate(PhysicalExpression expression) {
    if (expression instanceof ColumnExpression column) {
      return batch.column(column.index()).value(row);
    }
    if (expression instanceof LiteralExpression constant) {
      return constant.literal().value();
    }
    if (expression instanceof LogicalExpression logical) {
      return logical(logical);
    }
    if (expression instanceof CaseExpression cases) {
      for (CaseExpression.Branch branch : cases.branches()) {
        if (isTrue(branch.condition())) {
          return evaluate(branch.result());
        }
      }
      return evaluate(cases.otherwise());
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (PhysicalExpression child : expression.children()) {
      values.add(evaluate(child));
    }
    if (expression instanceof IsNullExpression isNull) {
      return values.get(0) == null != isNull.negated();
    }
    if (expression instanceof ComparisonExpression comparison) {
      return compare(comparison, values.get(0), values.get(1));
    }
    return values.contains(null) ? null : strict(expression, values);
  }

  /** Whether a condition selects the row: unlike AND as a value, AND as a filter stops at NULL. */
  boolean isTrue(PhysicalExpression condition) {
    if (condition instanceof LogicalExpression logical) {
      return logical.operator() == LogicalOperator.AND
          ? logical.operands().stream().allMatch(this::isTrue)
          : logical.operands().stream().anyMatch(this::isTrue);
    }
    return Boolean.TRUE.equals(evaluate(condition));
  }

  private @Nullable Object logical(LogicalExpression logical) {
    boolean closing = logical.operator() == LogicalOperator.OR;
    boolean hasNull = false;
    for (PhysicalExpression operand : logical.operands()) {
      Object value = evaluate(operand);
      if (value == null) {
        hasNull = true;
      } else if (value.equals(closing)) {
        return closing;
      }
    }
    return hasNull ? null : !closing;
  }

  private static @Nullable Object compare(
      ComparisonExpression comparison, @Nullable Object left, @Nullable Object right) {
    ComparisonOperator operator = comparison.operator();
    if (left == null || right == null) {
      return switch (operator) {
        case IS_DISTINCT_FROM -> left != right;
        case IS_NOT_DISTINCT_FROM -> left == right;
        default -> null;
      };
    }
    int order = order(left, right);
    return switch (operator) {
      case EQUAL, IS_NOT_DISTINCT_FROM -> order == 0;
      case NOT_EQUAL, IS_DISTINCT_FROM -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  private static int order(Object left, Object right) {
    if (left instanceof String a && right instanceof String b) {
      return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }
    if (left instanceof Double a && right instanceof Double b) {
      return a.doubleValue() == b.doubleValue() ? 0 : Double.compare(a, b);
    }
    if (left instanceof Boolean a && right instanceof Boolean b) {
      return Boolean.compare(a, b);
    }
    return left instanceof BigDecimal a && right instanceof BigDecimal b
        ? a.compareTo(b)
        : Long.compare(((Number) left).longValue(), ((Number) right).longValue());
  }

  private static @Nullable Object strict(PhysicalExpression expression, List<Object> values) {
    Object first = values.get(0);
    if (expression instanceof NotExpression) {
      return !(Boolean) first;
    }
    if (expression instanceof ArithmeticExpression arithmetic) {
      return arithmetic(arithmetic.operator(), first, values.get(1), arithmetic.type());
    }
    if (expression instanceof CastExpression cast) {
      return InterpretedCast.cast(first, cast.operand().type(), cast.type());
    }
    if (expression instanceof InListExpression inList) {
      return contains(inList, first);
    }
    if (expression instanceof LikeExpression like) {
      return like.negated() != regex(like).matcher((String) first).matches();
    }
    FunctionExpression call = (FunctionExpression) expression;
    return InterpretedFunction.call(call.function(), values, call.type());
  }

  private static @Nullable Object contains(InListExpression inList, Object value) {
    boolean hasNull = false;
    for (Literal literal : inList.values()) {
      Object candidate = literal.value();
      hasNull |= candidate == null;
      if (candidate != null && order(value, candidate) == 0) {
        return !inList.negated();
      }
    }
    return hasNull ? null : inList.negated();
  }

  private static Pattern regex(LikeExpression like) {
    StringBuilder regex = new StringBuilder();
    int[] characters = like.pattern().codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      String character = Character.toString(characters[i]);
      if (character.equals(like.escape())) {
        regex.append(Pattern.quote(Character.toString(characters[++i])));
      } else if (character.equals("%")) {
        regex.append(".*");
      } else if (character.equals("_")) {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(character));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static Object arithmetic(
      ArithmeticOperator operator, Object left, Object right, DataType type) {
    if (left instanceof Double a && right instanceof Double b) {
      return ofDouble(operator, a, b);
    }
    BigDecimal a = exact(left);
    BigDecimal b = exact(right);
    boolean isDivision =
        operator == ArithmeticOperator.DIVIDE || operator == ArithmeticOperator.MODULO;
    if (isDivision && b.signum() == 0) {
      throw new SluiceException(ErrorCode.DIVISION_BY_ZERO, "by zero");
    }
    int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
    RoundingMode mode = type instanceof DecimalType ? RoundingMode.HALF_UP : RoundingMode.DOWN;
    BigDecimal result = switch (operator) {
      case ADD -> a.add(b);
      case SUBTRACT -> a.subtract(b);
      case MULTIPLY -> a.multiply(b);
      case DIVIDE -> a.divide(b, scale, mode);
      case MODULO -> a.remainder(b);
    };
    return fit(result.setScale(scale, mode), type);
  }

  private static Object ofDouble(ArithmeticOperator operator, double a, double b) {
    boolean isDivision =
        operator == ArithmeticOperator.DIVIDE || operator == ArithmeticOperator.MODULO;
    if (isDivision && b == 0 && !Double.isNaN(a)) {
      throw new SluiceException(ErrorCode.DIVISION_BY_ZERO, "by zero");
    }
    double result = switch (operator) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MODULO -> a % b;
    };
    if (!Double.isFinite(result) && Double.isFinite(a) && Double.isFinite(b)) {
      throw new SluiceException(ErrorCode.NUMERIC_OVERFLOW, "infinite");
    }
    return result;
  }

  static BigDecimal exact(Object number) {
    return number instanceof BigDecimal decimal
        ? decimal
        : BigDecimal.valueOf(((Number) number).longValue());
  }

  /** A number as the value of an exact type, whose scale it has. */
  static Object fit(BigDecimal number, DataType type) {
    BigInteger unscaled = number.unscaledValue();
    boolean fits = switch (type.kind()) {
      case INTEGER -> unscaled.bitLength() < 32;
      case BIGINT -> unscaled.bitLength() < 64;
      case DECIMAL ->
        unscaled.abs().compareTo(BigInteger.TEN.pow(((DecimalType) type).precision())) < 0;
      default -> throw new IllegalArgumentException(type.toString());
    };
    if (!fits) {
      throw new SluiceException(ErrorCode.NUMERIC_OVERFLOW, number + " as " + type);
    }
    return switch (type.kind()) {
      case INTEGER -> unscaled.intValue();
      case BIGINT -> unscaled.longValue();
      default -> number;
    };
  }
}
