package io.sluice.source.arrow.read;

import java.nio.ByteBuffer;

/** Reads bits of Arrow's bitmaps from any place on: the first bit is the lowest one of the first byte. */
final class BitReader {
  private BitReader() {}

  static long bytes(long bits) {
    return bits + 7 >>> 3;
  }

  static boolean get(ByteBuffer bits, int index) {
    return (bits.get(index >>> 3) >>> (index & 7) & 1) != 0;
  }

  /** Writes bits into words from the first one on; those behind them in the last word are 0. */
  static void read(ByteBuffer bits, int from, int count, long[] words) {
    for (int done = 0; done < count; done += Long.SIZE) {
      words[done >>> 6] = word(bits, from + done, Math.min(Long.SIZE, count - done));
    }
  }

  /** Clears the bits of words that are clear here, and those behind the last one in its word. */
  static void and(ByteBuffer bits, int from, int count, long[] words) {
    for (int done = 0; done < count; done += Long.SIZE) {
      words[done >>> 6] &= word(bits, from + done, Math.min(Long.SIZE, count - done));
    }
  }

  /** How many of some bits are set. */
  static int count(ByteBuffer bits, int from, int count) {
    int set = 0;
    for (int done = 0; done < count; done += Long.SIZE) {
      set += Long.bitCount(word(bits, from + done, Math.min(Long.SIZE, count - done)));
    }
    return set;
  }

  private static long word(ByteBuffer bits, int from, int count) {
    int start = from >>> 3;
    int shift = from & 7;
    int byteCount = (int) bytes((long) shift + count);
    long word = 0;
    if (byteCount >= Long.BYTES) {
      word = bits.getLong(start);
    } else {
      for (int i = 0; i < byteCount; i++) {
        word |= (bits.get(start + i) & 0xFFL) << (i * Byte.SIZE);
      }
    }
    word >>>= shift;
    if (byteCount > Long.BYTES) {
      word |= (long) bits.get(start + Long.BYTES) << (Long.SIZE - shift);
    }
    return word & (-1L >>> -count);
  }
}
