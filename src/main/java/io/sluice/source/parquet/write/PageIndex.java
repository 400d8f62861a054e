package io.sluice.source.parquet.write;

import io.sluice.source.file.FileOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** Where the pages of a chunk stand and what bounds their values have; written between the last row group and the footer. Owned by one thread. */
final class PageIndex {
  private static final byte[] NO_BOUND = new byte[0];

  private final List<PageLocation> locations = new ArrayList<>();
  private final List<Boolean> nullPages = new ArrayList<>();
  private final List<Long> nullCounts = new ArrayList<>();
  private final List<ByteBuffer> mins = new ArrayList<>();
  private final List<ByteBuffer> maxes = new ArrayList<>();
  private boolean hasAllBounds = true;

  /**
   * Adds a page.
   *
   * @param size bytes of header and compressed page
   * @param bounds null when it has none
   */
  void add(
      long offset, int size, long firstRow, int rowCount, int nullCount, @Nullable Bounds bounds) {
    locations.add(new PageLocation(offset, size, firstRow));
    boolean isNullPage = nullCount == rowCount;
    byte[] max = bounds == null ? null : bounds.max();
    hasAllBounds &= isNullPage || max != null;
    nullPages.add(isNullPage);
    nullCounts.add((long) nullCount);
    mins.add(ByteBuffer.wrap(bounds == null ? NO_BOUND : bounds.min()));
    maxes.add(ByteBuffer.wrap(max == null ? NO_BOUND : max));
  }

  /** Writes the bounds, unless a page lacks them, and says in the chunk where. */
  void writeColumnIndex(ColumnChunk chunk, FileOutput output) throws IOException {
    if (!hasAllBounds) {
      return;
    }
    ColumnIndex index = new ColumnIndex(nullPages, mins, maxes, BoundaryOrder.UNORDERED);
    index.setNull_counts(nullCounts);
    long start = output.position();
    Util.writeColumnIndex(index, output);
    chunk.setColumn_index_offset(start);
    chunk.setColumn_index_length((int) (output.position() - start));
  }

  /** Writes the places of the pages, and says in the chunk where. */
  void writeOffsetIndex(ColumnChunk chunk, FileOutput output) throws IOException {
    long start = output.position();
    Util.writeOffsetIndex(new OffsetIndex(locations), output);
    chunk.setOffset_index_offset(start);
    chunk.setOffset_index_length((int) (output.position() - start));
  }
}
