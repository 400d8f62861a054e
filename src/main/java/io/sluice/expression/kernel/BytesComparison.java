package io.sluice.expression.kernel;

import io.sluice.column.BytesVector;
import java.util.Arrays;

/** A comparison of VARCHAR values, by code point. */
public final class BytesComparison implements SelectionKernel {
  private final Comparison comparison;

  public BytesComparison(Comparison comparison) {
    this.comparison = comparison;
  }

  @Override
  public int select(KernelInput input, int[] output) {
    BytesVector left = (BytesVector) input.argument(0);
    BytesVector right = (BytesVector) input.argument(1);
    if (input.isConstant(1)) {
      return withConstant(comparison, left, constant(right), input, output);
    }
    if (input.isConstant(0)) {
      return withConstant(comparison.swapped(), right, constant(left), input, output);
    }
    BytesVector first = comparison.isSwapped() ? right : left;
    BytesVector second = comparison.isSwapped() ? left : right;
    return comparison.isOrder()
        ? BytesSelection.less(
            first.data(),
            first.offsets(),
            second.data(),
            second.offsets(),
            comparison.flip(),
            input.rows(),
            input.count(),
            output)
        : BytesSelection.unequal(
            first.data(),
            first.offsets(),
            second.data(),
            second.offsets(),
            comparison.flip(),
            input.rows(),
            input.count(),
            output);
  }

  private static byte[] constant(BytesVector vector) {
    return Arrays.copyOfRange(vector.data(), vector.offsets()[0], vector.offsets()[1]);
  }

  private static int withConstant(
      Comparison comparison, BytesVector values, byte[] constant, KernelInput input, int[] output) {
    if (!comparison.isOrder()) {
      return BytesSelection.unequal(
          values.data(),
          values.offsets(),
          constant,
          comparison.flip(),
          input.rows(),
          input.count(),
          output);
    }
    return BytesSelection.less(
        values.data(),
        values.offsets(),
        constant,
        comparison.isSwapped() ? -1 : 1,
        comparison.flip(),
        input.rows(),
        input.count(),
        output);
  }
}
