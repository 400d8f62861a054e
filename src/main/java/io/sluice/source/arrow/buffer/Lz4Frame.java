package io.sluice.source.arrow.buffer;

import io.airlift.compress.lz4.Lz4Compressor;

/**
 * Bytes as one frame of LZ4: magic number, descriptor, blocks, end mark and checksum of the content. Frames are written with independent blocks of up to 4 MiB and a checksum; any frame of
 * the format's version 1 without a dictionary is read, also one whose blocks refer to what stands before them. Every checksum is compared.
 */
final class Lz4Frame {
  private static final int MAGIC = 0x184D2204;
  private static final int VERSION = 0x40;
  private static final int VERSION_MASK = 0xC0;
  private static final int INDEPENDENT_BLOCKS = 0x20;
  private static final int BLOCK_CHECKSUM = 0x10;
  private static final int CONTENT_SIZE = 0x08;
  private static final int CONTENT_CHECKSUM = 0x04;
  private static final int DICTIONARY = 0x01;
  private static final int BLOCKS_OF_4_MIB = 0x70;
  private static final int BLOCK_BYTES = 4 << 20;
  private static final int UNCOMPRESSED = 1 << 31;
  private static final int HEAD_BYTES = 7;
  private static final int TAIL_BYTES = 8;

  private Lz4Frame() {}

  /** How many bytes the frame of some bytes has at most. */
  static long maxBytes(int count) {
    long blocks = count / BLOCK_BYTES + 1L;
    return HEAD_BYTES + TAIL_BYTES + count + blocks * (Integer.BYTES + 16) + count / 255L;
  }

  /** Writes a frame; answers its length. The target has room for {@link #maxBytes}. */
  static int compress(byte[] input, int count, byte[] target, int from) {
    Lz4Compressor compressor = new Lz4Compressor();
    LittleEndian.putInt(target, from, MAGIC);
    target[from + 4] = VERSION | INDEPENDENT_BLOCKS | CONTENT_CHECKSUM;
    target[from + 5] = BLOCKS_OF_4_MIB;
    target[from + 6] = (byte) (XxHash32.of(target, from + 4, 2) >>> 8);
    int position = from + HEAD_BYTES;
    for (int start = 0; start < count; start += BLOCK_BYTES) {
      int blockBytes = Math.min(BLOCK_BYTES, count - start);
      int data = position + Integer.BYTES;
      int length =
          compressor.compress(input, start, blockBytes, target, data, target.length - data);
      if (length >= blockBytes) {
        System.arraycopy(input, start, target, data, blockBytes);
        LittleEndian.putInt(target, position, blockBytes | UNCOMPRESSED);
        length = blockBytes;
      } else {
        LittleEndian.putInt(target, position, length);
      }
      position = data + length;
    }
    LittleEndian.putInt(target, position, 0);
    LittleEndian.putInt(target, position + 4, XxHash32.of(input, 0, count));
    return position + TAIL_BYTES - from;
  }

  /**
   * Fills all of the output.
   *
   * @throws IllegalArgumentException when it is not one whole frame of as many bytes
   */
  static void decompress(byte[] input, int from, byte[] output) {
    new Reader(input, from, output).read();
  }

  /** Reads one frame. What reaches beyond an array is an {@link IndexOutOfBoundsException}. */
  private static final class Reader {
    private final byte[] input;
    private final byte[] output;
    private int position;
    private int length;

    Reader(byte[] input, int from, byte[] output) {
      this.input = input;
      this.output = output;
      position = from;
    }

    void read() {
      try {
        readFrame();
      } catch (IndexOutOfBoundsException e) {
        throw new IllegalArgumentException("an LZ4 frame is cut off or too long", e);
      }
    }

    private void readFrame() {
      require(takeInt() == MAGIC, "has no frame");
      int start = position;
      int flags = input[position++];
      int sizes = input[position++];
      require((flags & VERSION_MASK) == VERSION, "is of another version");
      require((flags & DICTIONARY) == 0, "needs a dictionary");
      if ((flags & CONTENT_SIZE) != 0) {
        require(LittleEndian.getLong(input, position) == output.length, "is of another length");
        position += Long.BYTES;
      }
      byte checksum = (byte) (XxHash32.of(input, start, position - start) >>> 8);
      require(input[position++] == checksum, "has a damaged head");
      int maxBlockBytes = 1 << 8 + 2 * ((sizes >>> 4) & 7);
      boolean isIndependent = (flags & INDEPENDENT_BLOCKS) != 0;
      int header = takeInt();
      while (header != 0) {
        readBlock(header, maxBlockBytes, isIndependent);
        if ((flags & BLOCK_CHECKSUM) != 0) {
          int blockBytes = header & ~UNCOMPRESSED;
          int found = XxHash32.of(input, position - blockBytes, blockBytes);
          require(takeInt() == found, "has a damaged block");
        }
        header = takeInt();
      }
      require(length == output.length, "holds " + length + " of " + output.length + " bytes");
      if ((flags & CONTENT_CHECKSUM) != 0) {
        require(takeInt() == XxHash32.of(output, 0, length), "does not fit its checksum");
      }
    }

    private void readBlock(int header, int maxBlockBytes, boolean isIndependent) {
      int blockBytes = header & ~UNCOMPRESSED;
      require(blockBytes <= maxBlockBytes, "has a block of " + blockBytes + " bytes");
      require(blockBytes <= input.length - position, "ends within a block");
      int end = position + blockBytes;
      if (header < 0) {
        System.arraycopy(input, position, output, length, blockBytes);
        length += blockBytes;
      } else {
        int window = isIndependent ? length : 0;
        int before = length;
        readSequences(end, window);
        require(length - before <= maxBlockBytes, "has a block that is too long");
      }
      position = end;
    }

    /** Runs of literals, each but the last one with a copy of earlier bytes behind it. */
    private void readSequences(int end, int window) {
      while (position < end) {
        int token = input[position++] & 0xFF;
        int literals = takeLength(token >>> 4);
        require(literals <= end - position, "has literals beyond its block");
        System.arraycopy(input, position, output, length, literals);
        position += literals;
        length += literals;
        if (position == end) {
          return;
        }
        int distance = (input[position] & 0xFF) | (input[position + 1] & 0xFF) << 8;
        position += 2;
        int copied = takeLength(token & 15) + 4;
        require(distance > 0 && distance <= length - window, "refers to before its begin");
        require(copied <= output.length - length, "holds too many bytes");
        copy(distance, copied);
      }
    }

    private void copy(int distance, int count) {
      if (distance >= count) {
        System.arraycopy(output, length - distance, output, length, count);
      } else {
        for (int i = 0; i < count; i++) {
          output[length + i] = output[length + i - distance];
        }
      }
      length += count;
    }

    private int takeLength(int begin) {
      int sum = begin;
      if (begin == 15) {
        int next;
        do {
          next = input[position++] & 0xFF;
          sum += next;
          require(sum >= 0, "has an impossible length");
        } while (next == 0xFF);
      }
      return sum;
    }

    private int takeInt() {
      int value = LittleEndian.getInt(input, position);
      position += Integer.BYTES;
      return value;
    }

    private static void require(boolean isTrue, String what) {
      if (!isTrue) {
        throw new IllegalArgumentException("an LZ4 frame " + what);
      }
    }
  }
}
