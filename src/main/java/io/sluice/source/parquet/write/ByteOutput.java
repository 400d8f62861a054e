package io.sluice.source.parquet.write;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.source.parquet.page.LittleEndian;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that grow: encoded values, pages, headers. Owned by one thread. */
final class ByteOutput extends OutputStream {
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[256];
  private int size;

  /** The bytes, {@link #size()} of them, until the next write. */
  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Makes room for that many more bytes and counts them as written; answers where they begin. */
  int grow(int count) {
    int start = size;
    long needed = (long) start + count;
    if (needed > bytes.length) {
      if (needed > MAX_BYTES) {
        throw new SluiceException(
            ErrorCode.RESULT_TOO_LARGE, "A value or page of a Parquet file is larger than 2 GiB");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(needed, bytes.length * 2L), MAX_BYTES));
    }
    size = (int) needed;
    return start;
  }

  /** Takes back what was written from a position on. */
  void truncate(int newSize) {
    size = newSize;
  }

  @Override
  public void write(int value) {
    int start = grow(1);
    bytes[start] = (byte) value;
  }

  @Override
  public void write(byte[] source, int from, int count) {
    int start = grow(count);
    System.arraycopy(source, from, bytes, start, count);
  }

  void writeInt(int value) {
    int start = grow(Integer.BYTES);
    LittleEndian.putInt(bytes, start, value);
  }

  /** Seven bits a byte, lowest first. */
  void writeVarInt(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      write(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    write(rest);
  }
}
