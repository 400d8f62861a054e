package io.sluice.source.parquet;

import org.apache.parquet.format.CompressionCodec;

/** Where the pages of one column of one row group stand, and how its values are written. */
record ChunkLocation(long offset, long length, CompressionCodec codec, ValueLayout layout) {}
