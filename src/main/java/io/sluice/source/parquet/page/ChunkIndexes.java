package io.sluice.source.parquet.page;

import java.util.Optional;

/**
 * What stands in a file beside the pages of a chunk and tells which of its rows may be wanted; each may be missing.
 *
 * @param columnIndex the bounds of each page, only where the file says how it orders values
 * @param offsetIndex where each page stands
 * @param bloomFilter the values of all pages
 */
public record ChunkIndexes(
    Optional<FileRange> columnIndex,
    Optional<FileRange> offsetIndex,
    Optional<FileRange> bloomFilter) {
  public static final ChunkIndexes NONE =
      new ChunkIndexes(Optional.empty(), Optional.empty(), Optional.empty());
}
