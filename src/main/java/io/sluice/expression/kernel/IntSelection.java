package io.sluice.expression.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Comparisons of {@code int} values into a selection, in 64 bits so that differences cannot overflow; a constant may be one beyond the range of {@code int}. The result bit of a row is added to the write index, so that no branch depends on the
 * data. {@code flip} is 1 to select the rows for which the comparison does not hold, else 0.
 */
final class IntSelection {
  private IntSelection() {}

  private static int lessBit(long a, long b) {
    return (int) ((a - b) >>> 63);
  }

  private static int unequalBit(long a, long b) {
    long difference = a ^ b;
    return (int) ((difference | -difference) >>> 63);
  }

  static int less(
      int[] values, long constant, int flip, int @Nullable [] rows, int count, int[] output) {
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
      int[] left, int[] right, int flip, int @Nullable [] rows, int count, int[] output) {
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
      int[] values, long constant, int flip, int @Nullable [] rows, int count, int[] output) {
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
      int[] left, int[] right, int flip, int @Nullable [] rows, int count, int[] output) {
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
