package io.sluice.source.parquet;

import io.sluice.source.file.FileIdentity;
import io.sluice.source.parquet.page.ChunkLocation;
import java.util.List;

/**
 * A row group of a file, the piece of a table that one partition reads.
 *
 * @param index its place in the file
 * @param chunks the columns that are read, in the order of the output
 */
record RowGroupSplit(FileIdentity file, int index, long rowCount, List<ChunkLocation> chunks) {
  RowGroupSplit {
    chunks = List.copyOf(chunks);
  }

  /** Compressed bytes of the columns that are read. */
  long bytes() {
    return chunks.stream().mapToLong(ChunkLocation::length).sum();
  }
}
