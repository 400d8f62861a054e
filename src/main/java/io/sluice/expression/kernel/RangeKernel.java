package io.sluice.expression.kernel;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.SelectedRows;
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
    int i = 0;
    if (rows == null) {
      for (; i < count - 3; i += 4) {
        selected = SelectedRows.append(
            output,
            selected,
            i,
            nearBit(values[i], from, to),
            nearBit(values[i + 1], from, to),
            nearBit(values[i + 2], from, to),
            nearBit(values[i + 3], from, to));
      }
      for (; i < count; i++) {
        output[selected] = i;
        selected += nearBit(values[i], from, to);
      }
    } else {
      for (; i < count - 3; i += 4) {
        int row0 = rows[i];
        int row1 = rows[i + 1];
        int row2 = rows[i + 2];
        int row3 = rows[i + 3];
        int bit0 = nearBit(values[row0], from, to);
        int bit1 = nearBit(values[row1], from, to);
        int bit2 = nearBit(values[row2], from, to);
        int bit3 = nearBit(values[row3], from, to);
        selected =
            SelectedRows.append(output, selected, row0, row1, row2, row3, bit0, bit1, bit2, bit3);
      }
      for (; i < count; i++) {
        int row = rows[i];
        output[selected] = row;
        selected += nearBit(values[row], from, to);
      }
    }
    return selected;
  }

  /** 1 where a value is in a range none of whose differences overflows. */
  private static int nearBit(long value, long from, long to) {
    return (int) (~(value - from | to - value) >>> 63);
  }

  private int selectLongs(long[] values, int @Nullable [] rows, int count, int[] output) {
    long from = low;
    long to = high;
    int selected = 0;
    int i = 0;
    if (rows == null) {
      for (; i < count - 3; i += 4) {
        selected = SelectedRows.append(
            output,
            selected,
            i,
            insideBit(values[i], from, to),
            insideBit(values[i + 1], from, to),
            insideBit(values[i + 2], from, to),
            insideBit(values[i + 3], from, to));
      }
      for (; i < count; i++) {
        output[selected] = i;
        selected += insideBit(values[i], from, to);
      }
    } else {
      for (; i < count - 3; i += 4) {
        int row0 = rows[i];
        int row1 = rows[i + 1];
        int row2 = rows[i + 2];
        int row3 = rows[i + 3];
        int bit0 = insideBit(values[row0], from, to);
        int bit1 = insideBit(values[row1], from, to);
        int bit2 = insideBit(values[row2], from, to);
        int bit3 = insideBit(values[row3], from, to);
        selected =
            SelectedRows.append(output, selected, row0, row1, row2, row3, bit0, bit1, bit2, bit3);
      }
      for (; i < count; i++) {
        int row = rows[i];
        output[selected] = row;
        selected += insideBit(values[row], from, to);
      }
    }
    return selected;
  }

  private static int insideBit(long value, long from, long to) {
    return (LongSelection.lessBit(value, from) | LongSelection.lessBit(to, value)) ^ 1;
  }
}
