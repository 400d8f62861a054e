package io.sluice.expression.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Comparisons of {@code long} values into a selection. The result bit of a row is added to the write index, so that no branch depends on the
 * data. {@code flip} is 1 to select the rows for which the comparison does not hold, else 0.
 */
final class LongSelection {
  private LongSelection() {}

  /** 1 where a is less than b, else 0; right also where their difference overflows. */
  static int lessBit(long a, long b) {
    long difference = a - b;
    return (int) ((difference ^ (a ^ b) & (difference ^ a)) >>> 63);
  }

  private static int unequalBit(long a, long b) {
    long difference = a ^ b;
    return (int) ((difference | -difference) >>> 63);
  }

  static int less(
      long[] values, long constant, int flip, int @Nullable [] rows, int count, int[] output) {
    int selected = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[selected] = i;
        selected += lessBit(values[i], constant) ^ flip;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        output[selected] = row;
        selected += lessBit(values[row], constant) ^ flip;
      }
    }
    return selected;
  }

  static int less(
      long[] left, long[] right, int flip, int @Nullable [] rows, int count, int[] output) {
    int selected = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[selected] = i;
        selected += lessBit(left[i], right[i]) ^ flip;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        output[selected] = row;
        selected += lessBit(left[row], right[row]) ^ flip;
      }
    }
    return selected;
  }

  static int unequal(
      long[] values, long constant, int flip, int @Nullable [] rows, int count, int[] output) {
    int selected = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[selected] = i;
        selected += unequalBit(values[i], constant) ^ flip;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        output[selected] = row;
        selected += unequalBit(values[row], constant) ^ flip;
      }
    }
    return selected;
  }

  static int unequal(
      long[] left, long[] right, int flip, int @Nullable [] rows, int count, int[] output) {
    int selected = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[selected] = i;
        selected += unequalBit(left[i], right[i]) ^ flip;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        output[selected] = row;
        selected += unequalBit(left[row], right[row]) ^ flip;
      }
    }
    return selected;
  }
}
