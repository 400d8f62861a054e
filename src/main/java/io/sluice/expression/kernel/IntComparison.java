package io.sluice.expression.kernel;

import io.sluice.column.IntVector;

/** A comparison of INTEGER or DATE values. */
public final class IntComparison implements SelectionKernel {
  private final Comparison comparison;

  public IntComparison(Comparison comparison) {
    this.comparison = comparison;
  }

  @Override
  public int select(KernelInput input, int[] output) {
    int[] left = ((IntVector) input.argument(0)).values();
    int[] right = ((IntVector) input.argument(1)).values();
    if (input.isConstant(1)) {
      return withConstant(comparison, left, right[0], input, output);
    }
    if (input.isConstant(0)) {
      return withConstant(comparison.swapped(), right, left[0], input, output);
    }
    int flip = comparison.flip();
    if (!comparison.isOrder()) {
      return IntSelection.unequal(left, right, flip, input.rows(), input.count(), output);
    }
    return comparison.isSwapped()
        ? IntSelection.less(right, left, flip, input.rows(), input.count(), output)
        : IntSelection.less(left, right, flip, input.rows(), input.count(), output);
  }

  private static int withConstant(
      Comparison comparison, int[] values, long constant, KernelInput input, int[] output) {
    int flip = comparison.flip();
    if (!comparison.isOrder()) {
      return IntSelection.unequal(values, constant, flip, input.rows(), input.count(), output);
    }
    // c < v is not (v < c + 1).
    return comparison.isSwapped()
        ? IntSelection.less(values, constant + 1, flip ^ 1, input.rows(), input.count(), output)
        : IntSelection.less(values, constant, flip, input.rows(), input.count(), output);
  }
}
