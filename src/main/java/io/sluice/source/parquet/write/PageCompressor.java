package io.sluice.source.parquet.write;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import org.jspecify.annotations.Nullable;

/** Compresses pages. Owned by one thread. */
final class PageCompressor {
  private static final int ZSTD_LEVEL = 3;

  private final ParquetCompression compression;
  private final @Nullable Compressor blocks;

  PageCompressor(ParquetCompression compression) {
    this.compression = compression;
    this.blocks = switch (compression) {
      case SNAPPY -> new SnappyCompressor();
      case LZ4_RAW -> new Lz4Compressor();
      case UNCOMPRESSED, ZSTD -> null;
    };
  }

  /** Appends the compressed form of all bytes of the input, and answers how many bytes it has. */
  int compress(ByteOutput input, ByteOutput output) {
    int start = output.size();
    int length = input.size();
    if (compression == ParquetCompression.UNCOMPRESSED) {
      output.write(input.bytes(), 0, length);
      return length;
    }
    int bound = blocks != null
        ? blocks.maxCompressedLength(length)
        : (int) Math.min(Zstd.compressBound(length), Integer.MAX_VALUE);
    output.grow(bound);
    byte[] target = output.bytes();
    int count;
    if (blocks != null) {
      count = blocks.compress(input.bytes(), 0, length, target, start, bound);
    } else {
      long result =
          Zstd.compressByteArray(target, start, bound, input.bytes(), 0, length, ZSTD_LEVEL);
      if (Zstd.isError(result)) {
        throw new IllegalStateException("ZSTD: " + Zstd.getErrorName(result));
      }
      count = (int) result;
    }
    output.truncate(start + count);
    return count;
  }
}
