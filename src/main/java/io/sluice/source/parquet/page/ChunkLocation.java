package io.sluice.source.parquet.page;

import java.util.Optional;
import org.apache.parquet.format.CompressionCodec;

/**
 * Where the pages of one column of one row group stand, and how its values are written.
 *
 * @param bounds of its values, where they are integers and the file says so
 */
public record ChunkLocation(
    long offset,
    long length,
    CompressionCodec codec,
    ValueLayout layout,
    Optional<IntegerBounds> bounds,
    ChunkIndexes indexes) {}
