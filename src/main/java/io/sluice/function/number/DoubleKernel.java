package io.sluice.function.number;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A function of one or two DOUBLEs; a finite argument with an infinite result is an overflow. Owned by one driver. */
final class DoubleKernel implements ScalarKernel {
  private final String name;
  private final @Nullable DoubleUnaryOperator unary;
  private final @Nullable DoubleBinaryOperator binary;

  DoubleKernel(String name, DoubleUnaryOperator function) {
    this.name = name;
    unary = function;
    binary = null;
  }

  DoubleKernel(String name, DoubleBinaryOperator function) {
    this.name = name;
    unary = null;
    binary = function;
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    double[] output = ((DoubleVector) result).values();
    int[] rows = input.rows();
    double[] first = ((DoubleVector) input.argument(0)).values();
    boolean isFirstConstant = input.isConstant(0);
    if (unary != null) {
      for (int i = 0; i < input.count(); i++) {
        int row = rows == null ? i : rows[i];
        double value = first[isFirstConstant ? 0 : row];
        output[row] = checked(unary.applyAsDouble(value), value, 0);
      }
    } else if (binary != null) {
      double[] second = ((DoubleVector) input.argument(1)).values();
      boolean isSecondConstant = input.isConstant(1);
      for (int i = 0; i < input.count(); i++) {
        int row = rows == null ? i : rows[i];
        double left = first[isFirstConstant ? 0 : row];
        double right = second[isSecondConstant ? 0 : row];
        output[row] = checked(binary.applyAsDouble(left, right), left, right);
      }
    }
  }

  private double checked(double result, double left, double right) {
    if (Double.isInfinite(result) && Double.isFinite(left) && Double.isFinite(right)) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          unary == null
              ? "%s(%s, %s) is beyond the range of DOUBLE".formatted(name, left, right)
              : "%s(%s) is beyond the range of DOUBLE".formatted(name, left));
    }
    return result;
  }
}
