package io.sluice.source.arrow.buffer;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;
import org.apache.arrow.flatbuf.CompressionType;

/**
 * How the buffers of a message are compressed: each for itself, behind its length as 8 bytes; a length of -1 says that it is not compressed. A buffer without bytes
 * has no length either. Thread-safe.
 */
public enum BufferCompression {
  NONE,
  LZ4,
  ZSTD;

  public static final int PREFIX_BYTES = Long.BYTES;

  private static final int ZSTD_LEVEL = 3;
  private static final boolean HAS_CHECKSUM = true;

  /** The number of Arrow's metadata. */
  public byte number() {
    return switch (this) {
      case NONE -> throw new IllegalStateException("messages without compression have no number");
      case LZ4 -> CompressionType.LZ4_FRAME;
      case ZSTD -> CompressionType.ZSTD;
    };
  }

  /**
   * The length that the first bytes of a buffer that is not empty say.
   *
   * @return -1 when the buffer is not compressed
   */
  public static long uncompressedBytes(byte[] prefix) {
    return LittleEndian.getLong(prefix, 0);
  }

  /** A buffer in the form in which it stands in a file. */
  public byte[] compress(byte[] buffer) {
    if (this == NONE || buffer.length == 0) {
      return buffer;
    }
    long room = PREFIX_BYTES
        + (this == LZ4 ? Lz4Frame.maxBytes(buffer.length) : Zstd.compressBound(buffer.length));
    if (room <= Integer.MAX_VALUE - PREFIX_BYTES) {
      byte[] target = new byte[(int) room];
      LittleEndian.putLong(target, 0, buffer.length);
      int length = this == LZ4
          ? Lz4Frame.compress(buffer, buffer.length, target, PREFIX_BYTES)
          : compressZstd(buffer, target);
      if (length < buffer.length) {
        return Arrays.copyOf(target, PREFIX_BYTES + length);
      }
    }
    return uncompressed(buffer);
  }

  private static byte[] uncompressed(byte[] buffer) {
    byte[] plain = new byte[PREFIX_BYTES + buffer.length];
    LittleEndian.putLong(plain, 0, -1);
    System.arraycopy(buffer, 0, plain, PREFIX_BYTES, buffer.length);
    return plain;
  }

  private static int compressZstd(byte[] buffer, byte[] target) {
    long count = Zstd.compressByteArray(
        target,
        PREFIX_BYTES,
        target.length - PREFIX_BYTES,
        buffer,
        0,
        buffer.length,
        ZSTD_LEVEL,
        HAS_CHECKSUM);
    if (Zstd.isError(count)) {
      throw new IllegalStateException("ZSTD: " + Zstd.getErrorName(count));
    }
    return (int) count;
  }

  /**
   * The bytes that a buffer of a file stands for.
   *
   * @param stored with its prefix, not empty
   * @param length what the prefix says, from 0
   * @throws RuntimeException when it does not hold exactly so many
   */
  public byte[] decompress(byte[] stored, int length) {
    byte[] output = new byte[length];
    switch (this) {
      case NONE -> throw new IllegalStateException("nothing is compressed");
      case LZ4 -> Lz4Frame.decompress(stored, PREFIX_BYTES, output);
      case ZSTD -> {
        long count = Zstd.decompressByteArray(
            output, 0, length, stored, PREFIX_BYTES, stored.length - PREFIX_BYTES);
        if (count != length) {
          throw new IllegalArgumentException(
              Zstd.isError(count)
                  ? "ZSTD: " + Zstd.getErrorName(count)
                  : "a buffer of " + length + " bytes holds " + count);
        }
      }
    }
    return output;
  }
}
