package io.sluice.expression.kernel;

import io.sluice.column.SelectedRows;
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
      int i = 0;
      for (; i < count - 3; i += 4) {
        selected = SelectedRows.append(
            output,
            selected,
            i,
            lessBit(values[i], constant) ^ flip,
            lessBit(values[i + 1], constant) ^ flip,
            lessBit(values[i + 2], constant) ^ flip,
            lessBit(values[i + 3], constant) ^ flip);
      }
      for (; i < count; i++) {
        output[selected] = i;
        selected += lessBit(values[i], constant) ^ flip;
      }
    } else {
      int i = 0;
      for (; i < count - 3; i += 4) {
        int row0 = rows[i];
        int row1 = rows[i + 1];
        int row2 = rows[i + 2];
        int row3 = rows[i + 3];
        int bit0 = lessBit(values[row0], constant) ^ flip;
        int bit1 = lessBit(values[row1], constant) ^ flip;
        int bit2 = lessBit(values[row2], constant) ^ flip;
        int bit3 = lessBit(values[row3], constant) ^ flip;
        selected =
            SelectedRows.append(output, selected, row0, row1, row2, row3, bit0, bit1, bit2, bit3);
      }
      for (; i < count; i++) {
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
      int i = 0;
      for (; i < count - 3; i += 4) {
        selected = SelectedRows.append(
            output,
            selected,
            i,
            lessBit(left[i], right[i]) ^ flip,
            lessBit(left[i + 1], right[i + 1]) ^ flip,
            lessBit(left[i + 2], right[i + 2]) ^ flip,
            lessBit(left[i + 3], right[i + 3]) ^ flip);
      }
      for (; i < count; i++) {
        output[selected] = i;
        selected += lessBit(left[i], right[i]) ^ flip;
      }
    } else {
      int i = 0;
      for (; i < count - 3; i += 4) {
        int row0 = rows[i];
        int row1 = rows[i + 1];
        int row2 = rows[i + 2];
        int row3 = rows[i + 3];
        int bit0 = lessBit(left[row0], right[row0]) ^ flip;
        int bit1 = lessBit(left[row1], right[row1]) ^ flip;
        int bit2 = lessBit(left[row2], right[row2]) ^ flip;
        int bit3 = lessBit(left[row3], right[row3]) ^ flip;
        selected =
            SelectedRows.append(output, selected, row0, row1, row2, row3, bit0, bit1, bit2, bit3);
      }
      for (; i < count; i++) {
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
      int i = 0;
      for (; i < count - 3; i += 4) {
        selected = SelectedRows.append(
            output,
            selected,
            i,
            unequalBit(values[i], constant) ^ flip,
            unequalBit(values[i + 1], constant) ^ flip,
            unequalBit(values[i + 2], constant) ^ flip,
            unequalBit(values[i + 3], constant) ^ flip);
      }
      for (; i < count; i++) {
        output[selected] = i;
        selected += unequalBit(values[i], constant) ^ flip;
      }
    } else {
      int i = 0;
      for (; i < count - 3; i += 4) {
        int row0 = rows[i];
        int row1 = rows[i + 1];
        int row2 = rows[i + 2];
        int row3 = rows[i + 3];
        int bit0 = unequalBit(values[row0], constant) ^ flip;
        int bit1 = unequalBit(values[row1], constant) ^ flip;
        int bit2 = unequalBit(values[row2], constant) ^ flip;
        int bit3 = unequalBit(values[row3], constant) ^ flip;
        selected =
            SelectedRows.append(output, selected, row0, row1, row2, row3, bit0, bit1, bit2, bit3);
      }
      for (; i < count; i++) {
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
      int i = 0;
      for (; i < count - 3; i += 4) {
        selected = SelectedRows.append(
            output,
            selected,
            i,
            unequalBit(left[i], right[i]) ^ flip,
            unequalBit(left[i + 1], right[i + 1]) ^ flip,
            unequalBit(left[i + 2], right[i + 2]) ^ flip,
            unequalBit(left[i + 3], right[i + 3]) ^ flip);
      }
      for (; i < count; i++) {
        output[selected] = i;
        selected += unequalBit(left[i], right[i]) ^ flip;
      }
    } else {
      int i = 0;
      for (; i < count - 3; i += 4) {
        int row0 = rows[i];
        int row1 = rows[i + 1];
        int row2 = rows[i + 2];
        int row3 = rows[i + 3];
        int bit0 = unequalBit(left[row0], right[row0]) ^ flip;
        int bit1 = unequalBit(left[row1], right[row1]) ^ flip;
        int bit2 = unequalBit(left[row2], right[row2]) ^ flip;
        int bit3 = unequalBit(left[row3], right[row3]) ^ flip;
        selected =
            SelectedRows.append(output, selected, row0, row1, row2, row3, bit0, bit1, bit2, bit3);
      }
      for (; i < count; i++) {
        int row = rows[i];
        output[selected] = row;
        selected += unequalBit(left[row], right[row]) ^ flip;
      }
    }
    return selected;
  }
}
