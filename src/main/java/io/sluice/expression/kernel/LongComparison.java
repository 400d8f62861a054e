package io.sluice.expression.kernel;

/** A comparison of values that have {@link LongKeys}. */
public final class LongComparison implements SelectionKernel {
  private final Comparison comparison;
  private final LongKeys left;
  private final LongKeys right;

  public LongComparison(Comparison comparison, LongKeys left, LongKeys right) {
    this.comparison = comparison;
    this.left = left;
    this.right = right;
  }

  @Override
  public int select(KernelInput input, int[] output) {
    if (input.isConstant(1)) {
      long[] keys = left.keys(input.argument(0), input.rows(), input.count());
      return withConstant(comparison, keys, right.key(input.argument(1), 0), input, output);
    }
    long[] keys = right.keys(input.argument(1), input.rows(), input.count());
    if (input.isConstant(0)) {
      return withConstant(
          comparison.swapped(), keys, left.key(input.argument(0), 0), input, output);
    }
    long[] leftKeys = left.keys(input.argument(0), input.rows(), input.count());
    int flip = comparison.flip();
    if (!comparison.isOrder()) {
      return LongSelection.unequal(leftKeys, keys, flip, input.rows(), input.count(), output);
    }
    return comparison.isSwapped()
        ? LongSelection.less(keys, leftKeys, flip, input.rows(), input.count(), output)
        : LongSelection.less(leftKeys, keys, flip, input.rows(), input.count(), output);
  }

  private static int withConstant(
      Comparison comparison, long[] keys, long constant, KernelInput input, int[] output) {
    int flip = comparison.flip();
    if (!comparison.isOrder()) {
      return LongSelection.unequal(keys, constant, flip, input.rows(), input.count(), output);
    }
    if (!comparison.isSwapped()) {
      return LongSelection.less(keys, constant, flip, input.rows(), input.count(), output);
    }
    if (constant == Long.MAX_VALUE) {
      // Nothing is above the greatest value, as nothing is below the least.
      return LongSelection.less(keys, Long.MIN_VALUE, flip, input.rows(), input.count(), output);
    }
    return LongSelection.less(keys, constant + 1, flip ^ 1, input.rows(), input.count(), output);
  }
}
