package io.sluice.source.parquet.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in bytes, lowest byte first. Reading beyond the array is an {@link IndexOutOfBoundsException}. */
public final class LittleEndian {
  /** Bytes behind a buffer that {@link #bits} may touch. */
  static final int PADDING = 16;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  public static int getInt(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  public static long getLong(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  public static void putInt(byte[] bytes, int offset, int value) {
    INT.set(bytes, offset, value);
  }

  public static void putLong(byte[] bytes, int offset, long value) {
    LONG.set(bytes, offset, value);
  }

  /** A number of {@code width} bits, 0 to 64, that begins at a bit, lowest bits first. */
  static long bits(byte[] bytes, long bitOffset, int width) {
    if (width == 0) {
      return 0;
    }
    int offset = (int) (bitOffset >>> 3);
    int shift = (int) (bitOffset & 7);
    long value = getLong(bytes, offset) >>> shift;
    if (shift + width > Long.SIZE) {
      value |= (long) bytes[offset + Long.BYTES] << (Long.SIZE - shift);
    }
    return value & (-1L >>> (Long.SIZE - width));
  }
}
