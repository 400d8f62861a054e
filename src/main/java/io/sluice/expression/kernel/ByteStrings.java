package io.sluice.expression.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Pieces of byte arrays as values: equality by words, order by unsigned bytes, which for UTF-8 is the order of code points. */
public final class ByteStrings {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private ByteStrings() {}

  /** Whether two pieces of one length hold the same bytes. */
  public static boolean equal(byte[] a, int fromA, byte[] b, int fromB, int length) {
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      if ((long) LONG.get(a, fromA + i) != (long) LONG.get(b, fromB + i)) {
        return false;
      }
    }
    if (i == length) {
      return true;
    }
    int rest = length - i;
    if (fromA + i + Long.BYTES <= a.length && fromB + i + Long.BYTES <= b.length) {
      long difference = (long) LONG.get(a, fromA + i) ^ (long) LONG.get(b, fromB + i);
      return difference << (Long.SIZE - rest * Byte.SIZE) == 0;
    }
    for (; i < length; i++) {
      if (a[fromA + i] != b[fromB + i]) {
        return false;
      }
    }
    return true;
  }

  /** Negative, zero or positive as the first piece is before, the same as, or behind the second. */
  public static int compare(byte[] a, int fromA, int toA, byte[] b, int fromB, int toB) {
    return Arrays.compareUnsigned(a, fromA, toA, b, fromB, toB);
  }

  /** Where a piece first stands in another one, or -1. The empty piece stands at the beginning. */
  public static int indexOf(
      byte[] bytes, int from, int to, byte[] needle, int needleFrom, int needleLength) {
    int last = to - needleLength;
    if (needleLength < 2) {
      return needleLength == 0 ? from : indexOf(bytes, from, to, needle[needleFrom]);
    }
    // Eight places at a time: a zero byte in the word is a place where the first two bytes of the
    // needle stand, or looks so beside one.
    long first = repeat(needle[needleFrom]);
    long second = repeat(needle[needleFrom + 1]);
    int i = from;
    for (; i <= last && i < bytes.length - Long.BYTES; i += Long.BYTES) {
      long difference =
          ((long) LONG.get(bytes, i) ^ first) | ((long) LONG.get(bytes, i + 1) ^ second);
      long zeros = difference - LOW_BITS & ~difference & HIGH_BITS;
      for (; zeros != 0; zeros &= zeros - 1) {
        int place = i + (Long.numberOfTrailingZeros(zeros) >>> 3);
        if (place > last) {
          return -1;
        }
        if (equal(bytes, place, needle, needleFrom, needleLength)) {
          return place;
        }
      }
    }
    for (; i <= last; i++) {
      if (equal(bytes, i, needle, needleFrom, needleLength)) {
        return i;
      }
    }
    return -1;
  }

  private static int indexOf(byte[] bytes, int from, int to, byte wanted) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static long repeat(byte value) {
    return (value & 0xFF) * LOW_BITS;
  }

  /** A hash for tables in memory. */
  public static int hash(byte[] bytes, int from, int length) {
    long hash = length;
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      hash = (hash ^ (long) LONG.get(bytes, from + i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    long tail = 0;
    for (; i < length; i++) {
      tail = tail << 8 | bytes[from + i] & 0xFF;
    }
    hash = (hash ^ tail) * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32);
  }
}
