package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The least or greatest value of every type that fits 64 bits. All are kept as longs in the order of the type, NaN above all numbers; the greatest
 * value is the least one of the complements.
 */
final class ExtremeAccumulator extends ValueAccumulator {
  private final long complement;
  private long[] least = new long[0];

  ExtremeAccumulator(boolean isMax, MemoryReservation reservation) {
    super(reservation);
    complement = isMax ? -1 : 0;
  }

  @Override
  public void update(int @Nullable [] groups, int @Nullable [] rows, int count, Vector vector) {
    if (vector instanceof LongVector longs) {
      updateLongs(groups, rows, count, longs.values());
    } else if (vector instanceof IntVector ints) {
      updateInts(groups, rows, count, ints.values());
    } else if (vector instanceof DoubleVector doubles) {
      double[] values = doubles.values();
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        put(groups == null ? 0 : groups[row], ordered(values[row]));
      }
    } else {
      BooleanVector booleans = (BooleanVector) vector;
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        put(groups == null ? 0 : groups[row], booleans.get(row) ? 1 : 0);
      }
    }
  }

  private void put(int group, long value) {
    least[group] = Math.min(least[group], value ^ complement);
  }

  private void updateLongs(
      int @Nullable [] groups, int @Nullable [] rows, int count, long[] values) {
    if (groups == null && rows == null) {
      long result = least[0];
      for (int i = 0; i < count; i++) {
        result = Math.min(result, values[i] ^ complement);
      }
      least[0] = result;
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        put(groups == null ? 0 : groups[row], values[row]);
      }
    }
  }

  private void updateInts(int @Nullable [] groups, int @Nullable [] rows, int count, int[] values) {
    if (groups == null && rows == null) {
      int mask = (int) complement;
      int result = Integer.MAX_VALUE;
      for (int i = 0; i < count; i++) {
        result = Math.min(result, values[i] ^ mask);
      }
      if (count > 0) {
        least[0] = Math.min(least[0], result);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        put(groups == null ? 0 : groups[row], values[row]);
      }
    }
  }

  /** A long that is less than another one exactly if the value is. */
  private static long ordered(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits ^ bits >> 63 & Long.MAX_VALUE;
  }

  private static double unordered(long bits) {
    return Double.longBitsToDouble(bits ^ bits >> 63 & Long.MAX_VALUE);
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    least = longer(least, newCapacity);
    Arrays.fill(least, oldCapacity, newCapacity, Long.MAX_VALUE);
  }

  @Override
  void reset(int groupCount) {
    Arrays.fill(least, 0, groupCount, Long.MAX_VALUE);
  }

  @Override
  void writeValues(int from, int count, FlatVector target) {
    int start = target.length();
    if (target instanceof LongVector longs) {
      long[] values = longs.values();
      for (int i = 0; i < count; i++) {
        values[start + i] = least[from + i] ^ complement;
      }
    } else if (target instanceof IntVector ints) {
      int[] values = ints.values();
      for (int i = 0; i < count; i++) {
        values[start + i] = (int) (least[from + i] ^ complement);
      }
    } else if (target instanceof DoubleVector doubles) {
      double[] values = doubles.values();
      for (int i = 0; i < count; i++) {
        values[start + i] = unordered(least[from + i] ^ complement);
      }
    } else {
      long[] words = ((BooleanVector) target).words();
      for (int i = 0; i < count; i++) {
        Bits.put(words, start + i, (least[from + i] ^ complement) == 1);
      }
    }
  }
}
