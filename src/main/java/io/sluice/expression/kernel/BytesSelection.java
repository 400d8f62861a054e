package io.sluice.expression.kernel;

import org.jspecify.annotations.Nullable;

/** Comparisons of byte strings into a selection; {@code flip} as in {@link LongSelection}. */
final class BytesSelection {
  private BytesSelection() {}

  static int unequal(
      byte[] data,
      int[] offsets,
      byte[] constant,
      int flip,
      int @Nullable [] rows,
      int count,
      int[] output) {
    int length = constant.length;
    int selected = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int from = offsets[row];
      boolean isEqual =
          offsets[row + 1] - from == length && ByteStrings.equal(data, from, constant, 0, length);
      output[selected] = row;
      selected += (isEqual ? 0 : 1) ^ flip;
    }
    return selected;
  }

  static int unequal(
      byte[] leftData,
      int[] leftOffsets,
      byte[] rightData,
      int[] rightOffsets,
      int flip,
      int @Nullable [] rows,
      int count,
      int[] output) {
    int selected = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int left = leftOffsets[row];
      int right = rightOffsets[row];
      int length = leftOffsets[row + 1] - left;
      boolean isEqual = rightOffsets[row + 1] - right == length
          && ByteStrings.equal(leftData, left, rightData, right, length);
      output[selected] = row;
      selected += (isEqual ? 0 : 1) ^ flip;
    }
    return selected;
  }

  /** Below the constant; with a sign of -1 above it. */
  static int less(
      byte[] data,
      int[] offsets,
      byte[] constant,
      int sign,
      int flip,
      int @Nullable [] rows,
      int count,
      int[] output) {
    int selected = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int order = Integer.signum(
          ByteStrings.compare(data, offsets[row], offsets[row + 1], constant, 0, constant.length));
      output[selected] = row;
      selected += (order * sign >>> 31) ^ flip;
    }
    return selected;
  }

  static int less(
      byte[] leftData,
      int[] leftOffsets,
      byte[] rightData,
      int[] rightOffsets,
      int flip,
      int @Nullable [] rows,
      int count,
      int[] output) {
    int selected = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int order = ByteStrings.compare(
          leftData,
          leftOffsets[row],
          leftOffsets[row + 1],
          rightData,
          rightOffsets[row],
          rightOffsets[row + 1]);
      output[selected] = row;
      selected += (order >>> 31) ^ flip;
    }
    return selected;
  }
}
