package io.sluice.expression.kernel;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.type.DecimalType;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic between DECIMALs of any width. Where no step can leave 64 bits, and for the exact product of two short operands, vectorised
 * loops do it; all else goes row by row through a {@link DecimalOperation}.
 */
public final class DecimalArithmeticKernel implements ScalarKernel {
  private final DecimalOperation operation;
  private final DecimalType type;
  private final boolean isExactProduct;

  private DecimalArithmeticKernel(
      DecimalOperation operation, DecimalType type, boolean isExactProduct) {
    this.operation = operation;
    this.type = type;
    this.isExactProduct = isExactProduct;
  }

  public static ScalarKernel add(DecimalType left, DecimalType right, DecimalType type) {
    return sum(DecimalOperation.Operator.ADD, left, right, type, 1);
  }

  public static ScalarKernel subtract(DecimalType left, DecimalType right, DecimalType type) {
    return sum(DecimalOperation.Operator.SUBTRACT, left, right, type, -1);
  }

  public static ScalarKernel multiply(DecimalType left, DecimalType right, DecimalType type) {
    boolean isUnrounded = type.scale() == left.scale() + right.scale();
    int digits = left.precision() + right.precision();
    if (isUnrounded && type.isShort() && digits <= DecimalType.MAX_SHORT_PRECISION) {
      long limit = PowersOfTen.ofLong(type.precision()) - 1;
      return new LongArithmeticKernel(
          "*",
          type,
          true,
          (a, b, output, rows, count) ->
              ShortDecimalArithmetic.multiply(a, b, limit, output, rows, count));
    }
    if (isUnrounded && left.isShort() && right.isShort() && digits <= type.precision()) {
      return new WideProductKernel();
    }
    boolean isExactProduct = isUnrounded && type.precision() == DecimalType.MAX_PRECISION;
    return new DecimalArithmeticKernel(
        new DecimalOperation(DecimalOperation.Operator.MULTIPLY, left, right, type),
        type,
        isExactProduct);
  }

  public static ScalarKernel divide(DecimalType left, DecimalType right, DecimalType type) {
    return general(DecimalOperation.Operator.DIVIDE, left, right, type);
  }

  public static ScalarKernel modulo(DecimalType left, DecimalType right, DecimalType type) {
    return general(DecimalOperation.Operator.MODULO, left, right, type);
  }

  private static ScalarKernel sum(
      DecimalOperation.Operator operator,
      DecimalType left,
      DecimalType right,
      DecimalType type,
      long sign) {
    int scale = Math.max(left.scale(), right.scale());
    int leftShift = scale - left.scale();
    int rightShift = scale - right.scale();
    boolean isShort = type.isShort()
        && type.scale() == scale
        && left.precision() + leftShift <= DecimalType.MAX_SHORT_PRECISION
        && right.precision() + rightShift <= DecimalType.MAX_SHORT_PRECISION;
    if (!isShort) {
      return general(operator, left, right, type);
    }
    long limit = PowersOfTen.ofLong(type.precision()) - 1;
    if (leftShift == 0 && rightShift == 0) {
      return new LongArithmeticKernel(
          operator.symbol(),
          type,
          true,
          (a, b, output, rows, count) ->
              ShortDecimalArithmetic.add(a, b, sign, limit, output, rows, count));
    }
    long leftFactor = PowersOfTen.ofLong(leftShift);
    long rightFactor = sign * PowersOfTen.ofLong(rightShift);
    return new LongArithmeticKernel(
        operator.symbol(),
        type,
        true,
        (a, b, output, rows, count) -> ShortDecimalArithmetic.addScaled(
            a, leftFactor, b, rightFactor, limit, output, rows, count));
  }

  private static ScalarKernel general(
      DecimalOperation.Operator operator, DecimalType left, DecimalType right, DecimalType type) {
    return new DecimalArithmeticKernel(
        new DecimalOperation(operator, left, right, type), type, false);
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    DecimalOperand left = DecimalOperand.of(input, 0);
    DecimalOperand right = DecimalOperand.of(input, 1);
    long[] highs = result instanceof Decimal128Vector wide ? wide.high() : null;
    long[] lows =
        result instanceof Decimal128Vector wide ? wide.low() : ((LongVector) result).values();
    int[] rows = input.rows();
    if (isExactProduct
        && highs != null
        && multiply(left, right, highs, lows, rows, input.count())) {
      return;
    }
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      computeRow(input, row, left, right, highs, lows);
    }
  }

  /** Multiplies values that fit 64 bits, whose products always have few enough digits. Answers whether all did. */
  private static boolean multiply(
      DecimalOperand left,
      DecimalOperand right,
      long[] highs,
      long[] lows,
      int @Nullable [] rows,
      int count) {
    long rest = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      long a = left.low(row);
      long b = right.low(row);
      rest |= left.high(row) ^ a >> 63 | right.high(row) ^ b >> 63;
      highs[row] = Math.multiplyHigh(a, b);
      lows[row] = a * b;
    }
    return rest == 0;
  }

  private void computeRow(
      KernelInput input,
      int row,
      DecimalOperand left,
      DecimalOperand right,
      long @Nullable [] highs,
      long[] lows) {
    long rightHigh = right.high(row);
    long rightLow = right.low(row);
    if (operation.isDivision() && (rightHigh | rightLow) == 0) {
      throw ArithmeticFailure.divisionByZero(input, row, operation.symbol());
    }
    if (!operation.compute(left.high(row), left.low(row), rightHigh, rightLow)) {
      throw ArithmeticFailure.overflow(input, row, operation.symbol(), type);
    }
    Int128 value = operation.value();
    lows[row] = value.low();
    if (highs != null) {
      highs[row] = value.high();
    }
  }
}
