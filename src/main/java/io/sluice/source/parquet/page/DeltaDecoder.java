package io.sluice.source.parquet.page;

/**
 * DELTA_BINARY_PACKED: a first number, then blocks of differences, each block with its smallest difference and mini-blocks of packed bits.
 * Bytes that make no sense are an {@link IllegalArgumentException} or {@link IndexOutOfBoundsException}.
 */
final class DeltaDecoder {
  private final byte[] bytes;
  private final int limit;
  private int position;

  DeltaDecoder(byte[] bytes, int from, int limit) {
    this.bytes = bytes;
    this.position = from;
    this.limit = limit;
  }

  /** Where the next part of the page begins, once the numbers are read. */
  int position() {
    return position;
  }

  long[] read(int maxCount) {
    long blockSize = readVarLong();
    long miniBlocks = readVarLong();
    long count = readVarLong();
    long value = readZigZag();
    if (count < 0 || count > maxCount) {
      throw new IllegalArgumentException("a page of " + maxCount + " rows holds " + count);
    }
    if (blockSize <= 0 || miniBlocks <= 0 || blockSize % miniBlocks != 0 || blockSize > 1 << 30) {
      throw new IllegalArgumentException(miniBlocks + " mini-blocks in blocks of " + blockSize);
    }
    long[] values = new long[(int) count];
    if (count > 0) {
      values[0] = value;
    }
    int miniBlockSize = (int) (blockSize / miniBlocks);
    int done = 1;
    while (done < count) {
      done = readBlock(values, done, (int) miniBlocks, miniBlockSize);
    }
    return values;
  }

  private int readBlock(long[] values, int from, int miniBlocks, int miniBlockSize) {
    long minDelta = readZigZag();
    int widths = position;
    if (miniBlocks > limit - position) {
      throw new IllegalArgumentException("a page ends too early");
    }
    position += miniBlocks;
    int done = from;
    for (int i = 0; i < miniBlocks && done < values.length; i++) {
      int width = bytes[widths + i];
      long bitCount = (long) miniBlockSize * width;
      int taken = Math.min(miniBlockSize, values.length - done);
      // The last mini-block may be cut off behind its last value.
      if (width < 0
          || width > Long.SIZE
          || (long) taken * width > (long) (limit - position) * Byte.SIZE) {
        throw new IllegalArgumentException("a mini-block of " + width + " bits a value");
      }
      long bit = (long) position << 3;
      long previous = values[done - 1];
      for (int k = 0; k < taken; k++) {
        previous += minDelta + LittleEndian.bits(bytes, bit, width);
        values[done + k] = previous;
        bit += width;
      }
      done += taken;
      position = (int) Math.min(limit, position + (bitCount + 7) / 8);
    }
    return done;
  }

  private long readZigZag() {
    long value = readVarLong();
    return value >>> 1 ^ -(value & 1);
  }

  private long readVarLong() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position >= limit) {
        throw new IllegalArgumentException("a page ends too early");
      }
      int next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
