package io.sluice.column;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.ValueBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The UTF-8 bytes of VARCHAR, those of VARBINARY, or {@link ValueBytes}, of all rows one after the other, and where each begins. Row {@code i} stands at
 * {@code data[offsets[i]..offsets[i + 1])}. Rows are written in order.
 */
public final class BytesVector extends FlatVector {
  private static final int EXPECTED_BYTES_PER_ROW = 16;

  private int[] offsets;
  private byte[] data;

  public BytesVector(DataType type, int capacity) {
    super(type);
    offsets = new int[Math.max(capacity, 1) + 1];
    data = new byte[Math.max(capacity, 1) * EXPECTED_BYTES_PER_ROW];
  }

  /** One more than the capacity. */
  public int[] offsets() {
    return offsets;
  }

  public byte[] data() {
    return data;
  }

  /** Replaces the bytes, for a reader that decodes a whole page at once; offsets must be written to fit. */
  public void setData(byte[] bytes) {
    data = bytes;
  }

  /** Makes room for that many bytes in all and keeps what is written. */
  public void ensureDataCapacity(long bytes) {
    if (bytes > data.length) {
      if (bytes > Integer.MAX_VALUE - 8) {
        throw new SluiceException(
            ErrorCode.RESULT_TOO_LARGE,
            "One batch holds more than 2 GiB of text; make batch_size smaller");
      }
      data = Arrays.copyOf(
          data, (int) Math.min(Math.max(bytes, data.length * 2L), Integer.MAX_VALUE - 8));
    }
  }

  /** Writes a row; the rows before it must be written. */
  public void write(int row, byte[] source, int from, int count) {
    int start = offsets[row];
    ensureDataCapacity((long) start + count);
    System.arraycopy(source, from, data, start, count);
    offsets[row + 1] = start + count;
  }

  /** Writes an empty value, what a NULL row or one that nobody selected holds. */
  public void writeEmpty(int row) {
    offsets[row + 1] = offsets[row];
  }

  /** Appends a row. */
  public void append(byte[] source, int from, int count) {
    int row = length();
    ensureCapacity(row + 1);
    write(row, source, from, count);
    setLength(row + 1);
  }

  public String string(int row) {
    return new String(data, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
  }

  @Override
  public void reset() {
    super.reset();
    offsets[0] = 0;
  }

  @Override
  public int capacity() {
    return offsets.length - 1;
  }

  @Override
  void grow(int capacity) {
    offsets = Arrays.copyOf(offsets, capacity + 1);
  }

  @Override
  void poison() {
    Arrays.fill(data, (byte) '?');
  }

  @Override
  void gather(FlatVector source, int[] rows, int offset, int count, boolean hasMissing) {
    BytesVector from = (BytesVector) source;
    int start = length();
    long end = offsets[start];
    for (int i = 0; i < count; i++) {
      int row = rows[offset + i];
      if (row >= 0) {
        end += from.offsets[row + 1] - from.offsets[row];
      }
    }
    ensureDataCapacity(end);
    int position = offsets[start];
    for (int i = 0; i < count; i++) {
      int row = rows[offset + i];
      if (row >= 0) {
        int begin = from.offsets[row];
        int size = from.offsets[row + 1] - begin;
        System.arraycopy(from.data, begin, data, position, size);
        position += size;
      }
      offsets[start + i + 1] = position;
    }
  }

  @Override
  void copyRange(FlatVector source, int from, int count) {
    BytesVector bytes = (BytesVector) source;
    int start = length();
    int begin = bytes.offsets[from];
    int size = bytes.offsets[from + count] - begin;
    ensureDataCapacity((long) offsets[start] + size);
    System.arraycopy(bytes.data, begin, data, offsets[start], size);
    int shift = offsets[start] - begin;
    for (int i = 1; i <= count; i++) {
      offsets[start + i] = bytes.offsets[from + i] + shift;
    }
  }

  @Override
  void writeDefault(int row) {
    writeEmpty(row);
  }

  @Override
  void writeValue(int row, Object value) {
    byte[] bytes = switch (type().kind()) {
      case VARCHAR -> ((String) value).getBytes(StandardCharsets.UTF_8);
      case VARBINARY -> ((Binary) value).bytes();
      default -> ValueBytes.encode(type(), value);
    };
    write(row, bytes, 0, bytes.length);
  }

  @Override
  Object valueAt(int row) {
    return switch (type().kind()) {
      case VARCHAR -> string(row);
      case VARBINARY -> Binary.of(Arrays.copyOfRange(data, offsets[row], offsets[row + 1]));
      default -> ValueBytes.decode(type(), data, offsets[row]);
    };
  }

  @Override
  public long retainedBytes() {
    return (long) Integer.BYTES * offsets.length + data.length + validityBytes();
  }
}
