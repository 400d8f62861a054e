package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The least or greatest VARCHAR. Texts stand in one array of bytes; a better one overwrites the old one where it fits and is appended
 * otherwise. When half of the array is waste it is packed.
 */
final class BytesExtremeAccumulator extends ValueAccumulator {
  private static final int MIN_BYTES = 1024;
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;
  private static final int NONE = -1;

  private final int sign;
  private byte[] data = new byte[0];
  private int[] starts = new int[0];
  private int[] lengths = new int[0];
  private int end;
  private long usedBytes;

  BytesExtremeAccumulator(boolean isMax, MemoryReservation reservation) {
    super(reservation);
    sign = isMax ? -1 : 1;
  }

  @Override
  public void update(int @Nullable [] groups, int @Nullable [] rows, int count, Vector values) {
    BytesVector bytes = (BytesVector) values.flat();
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      put(groups == null ? 0 : groups[row], bytes, values.flatRow(row));
    }
  }

  private void put(int group, BytesVector source, int row) {
    int from = source.offsets()[row];
    int to = source.offsets()[row + 1];
    int length = lengths[group];
    if (length != NONE) {
      int start = starts[group];
      int compared = Arrays.compareUnsigned(source.data(), from, to, data, start, start + length);
      if (compared * (long) sign >= 0) {
        return;
      }
    }
    replace(group, source.data(), from, to - from);
  }

  private void replace(int group, byte[] source, int from, int length) {
    int oldLength = Math.max(lengths[group], 0);
    if (length > oldLength) {
      // Until it is written the group holds nothing, so that packing leaves its old text out.
      lengths[group] = NONE;
      usedBytes -= oldLength;
      ensureData(length);
      starts[group] = end;
      end += length;
      usedBytes += length;
    } else {
      usedBytes -= oldLength - length;
    }
    System.arraycopy(source, from, data, starts[group], length);
    lengths[group] = length;
  }

  private void ensureData(int length) {
    if ((long) end + length <= data.length) {
      return;
    }
    if (usedBytes + length <= data.length / 2) {
      pack(data.length);
      return;
    }
    long capacity = Math.max(MIN_BYTES, 2 * (usedBytes + length));
    if (usedBytes + length > MAX_BYTES) {
      throw new SluiceException(
          ErrorCode.MEMORY_LIMIT,
          "min or max of VARCHAR keeps more than 2 GiB in one partition; raise target_partitions");
    }
    pack((int) Math.min(MAX_BYTES, Math.max(capacity, data.length)));
  }

  /** Moves what is used to the front of a new array. */
  private void pack(int capacity) {
    int oldCapacity = data.length;
    byte[] packed = longer(new byte[0], capacity);
    int position = 0;
    for (int group = 0; group < starts.length; group++) {
      int length = lengths[group];
      if (length > 0) {
        System.arraycopy(data, starts[group], packed, position, length);
        starts[group] = position;
        position += length;
      }
    }
    data = packed;
    end = position;
    giveBack(oldCapacity);
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    starts = longer(starts, newCapacity);
    lengths = longer(lengths, newCapacity);
    Arrays.fill(lengths, oldCapacity, newCapacity, NONE);
  }

  @Override
  void reset(int groupCount) {
    Arrays.fill(lengths, 0, groupCount, NONE);
    end = 0;
    usedBytes = 0;
  }

  @Override
  void writeValues(int from, int count, FlatVector target) {
    BytesVector bytes = (BytesVector) target;
    int start = target.length();
    for (int i = 0; i < count; i++) {
      bytes.write(start + i, data, starts[from + i], Math.max(lengths[from + i], 0));
    }
  }
}
