package io.sluice.source.parquet.write;

import io.sluice.source.parquet.page.LittleEndian;
import java.util.Arrays;

/** Writes numbers of a fixed bit width as runs of one repeated number and runs of packed ones: dictionary codes and definition levels. */
final class RunEncoder {
  /** Runs of fewer numbers cost more than they save, as they end the packed run before them. */
  private static final int MIN_REPEATED = 24;

  private RunEncoder() {}

  /** Bits that the codes of a dictionary of that many values take; at least one. */
  static int bitWidth(int size) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(size - 1, 0)));
  }

  static void writeCodes(int[] codes, int from, int to, int bitWidth, ByteOutput output) {
    int packedFrom = from;
    int at = from;
    while (at < to) {
      int end = at + 1;
      while (end < to && codes[end] == codes[at]) {
        end++;
      }
      // Packed runs have a multiple of eight numbers; only the last one of a page may be filled up.
      int repeatedFrom = at + (packedFrom - at & 7);
      if (end - repeatedFrom >= MIN_REPEATED) {
        writePacked(codes, packedFrom, repeatedFrom, bitWidth, output);
        writeRepeated(codes[at], end - repeatedFrom, bitWidth, output);
        packedFrom = end;
      }
      at = end;
    }
    writePacked(codes, packedFrom, to, bitWidth, output);
  }

  private static void writeRepeated(int value, int count, int bitWidth, ByteOutput output) {
    output.writeVarInt(count << 1);
    for (int bits = 0; bits < bitWidth; bits += Byte.SIZE) {
      output.write(value >>> bits);
    }
  }

  private static void writePacked(int[] codes, int from, int to, int bitWidth, ByteOutput output) {
    if (from == to) {
      return;
    }
    int groups = to - from + 7 >>> 3;
    output.writeVarInt(groups << 1 | 1);
    int length = groups * bitWidth;
    int start = output.grow(length + Long.BYTES);
    byte[] bytes = output.bytes();
    int position = start;
    long pending = 0;
    int pendingBits = 0;
    for (int i = from; i < to; i++) {
      pending |= (long) codes[i] << pendingBits;
      pendingBits += bitWidth;
      if (pendingBits >= Integer.SIZE) {
        LittleEndian.putInt(bytes, position, (int) pending);
        position += Integer.BYTES;
        pending >>>= Integer.SIZE;
        pendingBits -= Integer.SIZE;
      }
    }
    LittleEndian.putLong(bytes, position, pending);
    position += Long.BYTES;
    Arrays.fill(bytes, Math.min(position, start + length), start + length, (byte) 0);
    output.truncate(start + length);
  }

  /** Writes the levels of rows: 1 where a bit is set, 0 where the row is NULL. */
  static void writeLevels(long[] validity, int from, int to, int presentCount, ByteOutput output) {
    int count = to - from;
    if (presentCount == count || presentCount == 0) {
      writeRepeated(presentCount == 0 ? 0 : 1, count, 1, output);
      return;
    }
    int length = count + 7 >>> 3;
    output.writeVarInt(length << 1 | 1);
    int start = output.grow(length);
    byte[] bytes = output.bytes();
    for (int i = 0; i < length; i++) {
      int bit = from + (i << 3);
      long bits = validity[bit >>> 6] >>> bit;
      if ((bit & 63) > 56 && (bit >>> 6) + 1 < validity.length) {
        bits |= validity[(bit >>> 6) + 1] << -bit;
      }
      bytes[start + i] = (byte) bits;
    }
    int rest = count & 7;
    if (rest > 0) {
      bytes[start + length - 1] &= (byte) ((1 << rest) - 1);
    }
  }
}
