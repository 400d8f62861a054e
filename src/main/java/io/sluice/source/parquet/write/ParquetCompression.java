package io.sluice.source.parquet.write;

import org.apache.parquet.format.CompressionCodec;

/** How the pages of a file are compressed. */
public enum ParquetCompression {
  UNCOMPRESSED(CompressionCodec.UNCOMPRESSED),
  SNAPPY(CompressionCodec.SNAPPY),
  ZSTD(CompressionCodec.ZSTD),
  /** LZ4 blocks without frames. */
  LZ4_RAW(CompressionCodec.LZ4_RAW);

  private final CompressionCodec codec;

  ParquetCompression(CompressionCodec codec) {
    this.codec = codec;
  }

  CompressionCodec codec() {
    return codec;
  }
}
