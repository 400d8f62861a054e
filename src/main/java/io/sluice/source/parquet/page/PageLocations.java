package io.sluice.source.parquet.page;

import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.jspecify.annotations.Nullable;

/** Where the data pages of a chunk stand and which rows they hold, as the file's offset index says. Immutable. */
public final class PageLocations {
  /** Of each page, and behind the last one. */
  private final long[] offsets;

  private final long[] rows;

  private PageLocations(long[] offsets, long[] rows) {
    this.offsets = offsets;
    this.rows = rows;
  }

  /**
   * The locations that an index has.
   *
   * @param rowCount rows of the chunk
   * @return null when they make no sense: pages stand in the chunk one behind the other, and each has rows
   */
  public static @Nullable PageLocations of(OffsetIndex index, ChunkLocation chunk, long rowCount) {
    List<PageLocation> pages = index.getPage_locations();
    int count = pages.size();
    if (count == 0) {
      return null;
    }
    long[] offsets = new long[count + 1];
    long[] rows = new long[count + 1];
    for (int i = 0; i < count; i++) {
      PageLocation page = pages.get(i);
      boolean follows = i == 0
          ? page.getFirst_row_index() == 0 && page.getOffset() >= chunk.offset()
          : page.getFirst_row_index() > rows[i - 1] && page.getOffset() == offsets[i];
      if (!follows || page.getCompressed_page_size() <= 0) {
        return null;
      }
      offsets[i] = page.getOffset();
      rows[i] = page.getFirst_row_index();
      offsets[i + 1] = offsets[i] + page.getCompressed_page_size();
    }
    rows[count] = rowCount;
    boolean isInside =
        rows[count - 1] < rowCount && offsets[count] <= chunk.offset() + chunk.length();
    return isInside ? new PageLocations(offsets, rows) : null;
  }

  public int pageCount() {
    return offsets.length - 1;
  }

  /** Where the header of a page stands. */
  long offset(int page) {
    return offsets[page];
  }

  /** The offset behind a page. */
  long endOffset(int page) {
    return offsets[page + 1];
  }

  public long firstRow(int page) {
    return rows[page];
  }

  /** The row behind the last of a page. */
  public long endRow(int page) {
    return rows[page + 1];
  }

  /** The page that holds a row of the chunk. */
  int pageOf(long row) {
    int found = Arrays.binarySearch(rows, 0, pageCount(), row);
    return found >= 0 ? found : -found - 2;
  }

  /** About how much memory they take. */
  public int bytes() {
    return 64 + 2 * Long.BYTES * offsets.length;
  }
}
