package io.sluice.source.parquet.page;

import io.sluice.column.Bits;
import java.util.Arrays;

/**
 * Numbers of a fixed bit width, in runs of one repeated number and runs of packed numbers: definition levels, dictionary codes, and BOOLEAN
 * values of the second page version. Bytes that make no sense are an {@link IllegalArgumentException} or {@link IndexOutOfBoundsException}.
 *
 * <p>The bytes must be followed by {@link LittleEndian#PADDING} others.
 */
final class RunDecoder {
  private byte[] bytes = new byte[0];
  private int position;
  private int limit;
  private int bitWidth;
  private boolean isPacked;
  private int runRemaining;
  private int repeated;
  private long bitPosition;

  /** Starts on other bytes. */
  void reset(byte[] source, int from, int to, int width) {
    if (width < 0 || width > Integer.SIZE) {
      throw new IllegalArgumentException("a bit width of " + width);
    }
    bytes = source;
    position = from;
    limit = to;
    bitWidth = width;
    runRemaining = 0;
    isPacked = false;
  }

  /** Whether more numbers follow; those of the last packed run may be more than were written. */
  boolean hasNext() {
    while (runRemaining == 0 && (isPacked ? (bitPosition + 7) >>> 3 : position) < limit) {
      readHeader();
    }
    return runRemaining > 0 && (!isPacked || bitPosition + bitWidth <= (long) limit << 3);
  }

  /** Reads numbers into an array. */
  void read(int[] out, int offset, int count) {
    if (bitWidth == 0) {
      Arrays.fill(out, offset, offset + count, 0);
      return;
    }
    int done = 0;
    while (done < count) {
      int n = nextRun(count - done);
      int to = offset + done;
      if (isPacked) {
        unpack(out, to, n);
      } else {
        Arrays.fill(out, to, to + n, repeated);
      }
      done += n;
    }
  }

  /**
   * Reads some of the next numbers into an array.
   *
   * @param positions which of them, in ascending order, {@code count} in all
   * @param total how many to go on by
   */
  void readSelected(int[] positions, int count, int total, int[] out, int offset) {
    if (bitWidth == 0) {
      Arrays.fill(out, offset, offset + count, 0);
      return;
    }
    long mask = -1L >>> (Long.SIZE - bitWidth);
    int taken = 0;
    int done = 0;
    while (done < total) {
      int n = nextRun(total - done);
      int end = done + n;
      if (isPacked) {
        long base = bitPosition - (long) done * bitWidth;
        while (taken < count && positions[taken] < end) {
          long bit = base + (long) positions[taken] * bitWidth;
          out[offset + taken] =
              (int) (LittleEndian.getLong(bytes, (int) (bit >>> 3)) >>> (bit & 7) & mask);
          taken++;
        }
        bitPosition += (long) n * bitWidth;
      } else {
        while (taken < count && positions[taken] < end) {
          out[offset + taken++] = repeated;
        }
      }
      done = end;
    }
  }

  /** Reads indices and looks them up; one that is out of bounds is an {@link IndexOutOfBoundsException}. */
  void lookUp(long[] values, long[] out, int offset, int count) {
    int done = 0;
    while (done < count) {
      int n = bitWidth == 0 ? count : nextRun(count - done);
      int to = offset + done;
      if (isPacked) {
        int width = bitWidth;
        long mask = -1L >>> (Long.SIZE - width);
        long bit = bitPosition;
        for (int i = to; i < to + n; i++) {
          out[i] =
              values[(int) (LittleEndian.getLong(bytes, (int) (bit >>> 3)) >>> (bit & 7) & mask)];
          bit += width;
        }
        bitPosition = bit;
      } else {
        Arrays.fill(out, to, to + n, values[bitWidth == 0 ? 0 : repeated]);
      }
      done += n;
    }
  }

  /** {@link #lookUp(long[], long[], int, int)} of 32-bit values. */
  void lookUp(int[] values, int[] out, int offset, int count) {
    int done = 0;
    while (done < count) {
      int n = bitWidth == 0 ? count : nextRun(count - done);
      int to = offset + done;
      if (isPacked) {
        int width = bitWidth;
        long mask = -1L >>> (Long.SIZE - width);
        long bit = bitPosition;
        for (int i = to; i < to + n; i++) {
          out[i] =
              values[(int) (LittleEndian.getLong(bytes, (int) (bit >>> 3)) >>> (bit & 7) & mask)];
          bit += width;
        }
        bitPosition = bit;
      } else {
        Arrays.fill(out, to, to + n, values[bitWidth == 0 ? 0 : repeated]);
      }
      done += n;
    }
  }

  /** Leaves numbers out. */
  void skip(int count) {
    if (bitWidth == 0) {
      return;
    }
    int done = 0;
    while (done < count) {
      int n = nextRun(count - done);
      if (isPacked) {
        bitPosition += (long) n * bitWidth;
      }
      done += n;
    }
  }

  /**
   * Reads definition levels 0 and 1 into validity words whose bits are all set.
   *
   * @return how many are 1
   */
  int readValidity(long[] words, int from, int count) {
    int present = 0;
    int done = 0;
    while (done < count) {
      int n = nextRun(count - done);
      int start = from + done;
      if (!isPacked) {
        if (repeated == 1) {
          present += n;
        } else {
          for (int i = start; i < start + n; i++) {
            Bits.clear(words, i);
          }
        }
      } else {
        present += unpackValidity(words, start, n);
      }
      done += n;
    }
    return present;
  }

  private int unpackValidity(long[] words, int from, int count) {
    int present = 0;
    for (int i = 0; i < count; i++) {
      int bit = bytes[(int) (bitPosition >>> 3)] >>> (int) (bitPosition & 7) & 1;
      bitPosition++;
      Bits.put(words, from + i, bit != 0);
      present += bit;
    }
    return present;
  }

  /** As many numbers at a time as surely stand in one word, whatever bit they begin at. */
  private void unpack(int[] out, int offset, int count) {
    int width = bitWidth;
    int mask = (int) (-1L >>> (Long.SIZE - width));
    byte[] source = bytes;
    long bit = bitPosition;
    int i = offset;
    int end = offset + count;
    if (width <= 7) {
      for (; i < end - 7; i += 8) {
        long word = LittleEndian.getLong(source, (int) (bit >>> 3)) >>> (bit & 7);
        out[i] = (int) word & mask;
        out[i + 1] = (int) (word >>> width) & mask;
        out[i + 2] = (int) (word >>> 2 * width) & mask;
        out[i + 3] = (int) (word >>> 3 * width) & mask;
        out[i + 4] = (int) (word >>> 4 * width) & mask;
        out[i + 5] = (int) (word >>> 5 * width) & mask;
        out[i + 6] = (int) (word >>> 6 * width) & mask;
        out[i + 7] = (int) (word >>> 7 * width) & mask;
        bit += 8L * width;
      }
    } else if (width <= 14) {
      for (; i < end - 3; i += 4) {
        long word = LittleEndian.getLong(source, (int) (bit >>> 3)) >>> (bit & 7);
        out[i] = (int) word & mask;
        out[i + 1] = (int) (word >>> width) & mask;
        out[i + 2] = (int) (word >>> 2 * width) & mask;
        out[i + 3] = (int) (word >>> 3 * width) & mask;
        bit += 4L * width;
      }
    } else if (width <= 28) {
      for (; i < end - 1; i += 2) {
        long word = LittleEndian.getLong(source, (int) (bit >>> 3)) >>> (bit & 7);
        out[i] = (int) word & mask;
        out[i + 1] = (int) (word >>> width) & mask;
        bit += 2L * width;
      }
    }
    for (; i < end; i++) {
      out[i] = (int) (LittleEndian.getLong(source, (int) (bit >>> 3)) >>> (bit & 7)) & mask;
      bit += width;
    }
    bitPosition = bit;
  }

  /** Goes on in a run, the next one if need be, and answers how many numbers of it to take. */
  private int nextRun(int wanted) {
    while (runRemaining == 0) {
      readHeader();
    }
    int n = Math.min(wanted, runRemaining);
    if (isPacked && bitPosition + (long) n * bitWidth > (long) limit << 3) {
      throw new IllegalArgumentException("a run reaches beyond its page");
    }
    runRemaining -= n;
    return n;
  }

  private void readHeader() {
    if (isPacked) {
      position = (int) Math.min(limit, (bitPosition + 7) >>> 3);
      isPacked = false;
    }
    int header = readVarInt();
    if ((header & 1) == 1) {
      long values = (header >>> 1) * 8L;
      if (values > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("a run of " + values + " numbers");
      }
      isPacked = true;
      runRemaining = (int) values;
      bitPosition = (long) position << 3;
    } else {
      runRemaining = header >>> 1;
      int valueBytes = (bitWidth + 7) >>> 3;
      if (position + valueBytes > limit) {
        throw new IllegalArgumentException("a run reaches beyond its page");
      }
      repeated = (int) LittleEndian.bits(bytes, (long) position << 3, valueBytes << 3);
      position += valueBytes;
    }
  }

  private int readVarInt() {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (position >= limit) {
        throw new IllegalArgumentException("a page ends too early");
      }
      int next = bytes[position++];
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 32 bits");
  }
}
