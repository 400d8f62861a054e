package io.sluice.expression.kernel;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import org.jspecify.annotations.Nullable;

/** Whether a value kept as {@code int} or {@code long} is in a range, both ends included: one pass where two comparisons need two. */
public final class RangeKernel implements SelectionKernel {
  private final long low;
  private final long high;

  public RangeKernel(long low, long high) {
    this.low = low;
    this.high = high;
  }

  @Override
  public int select(KernelInput input, int[] output) {
    FlatVector source = input.argument(0);
    return source instanceof IntVector ints
        ? selectInts(ints.values(), input.rows(), input.count(), output)
        : selectLongs(((LongVector) source).values(), input.rows(), input.count(), output);
  }

  private int selectInts(int[] values, int @Nullable [] rows, int count, int[] output) {
    // Within the range of int, so that the differences below cannot overflow; an empty range stays
    // empty.
    long from = Math.min(Math.max(low, Integer.MIN_VALUE), Integer.MAX_VALUE + 1L);
    long to = Math.max(Math.min(high, Integer.MAX_VALUE), Integer.MIN_VALUE - 1L);
    int selected = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[selected] = i;
        selected += (int) (~(values[i] - from | to - values[i]) >>> 63);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        output[selected] = row;
        selected += (int) (~(values[row] - from | to - values[row]) >>> 63);
      }
    }
    return selected;
  }

  private int selectLongs(long[] values, int @Nullable [] rows, int count, int[] output) {
    long from = low;
    long to = high;
    int selected = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long value = values[i];
        output[selected] = i;
        selected += (LongSelection.lessBit(value, from) | LongSelection.lessBit(to, value)) ^ 1;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long value = values[row];
        output[selected] = row;
        selected += (LongSelection.lessBit(value, from) | LongSelection.lessBit(to, value)) ^ 1;
      }
    }
    return selected;
  }
}
