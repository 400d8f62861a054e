package io.sluice.source.parquet;

import io.sluice.source.parquet.page.ChunkLocation;
import io.sluice.source.parquet.page.IntegerBounds;
import io.sluice.source.parquet.page.PageLocations;
import io.sluice.source.parquet.page.RowRanges;
import io.sluice.type.DataType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.parquet.format.ColumnIndex;
import org.jspecify.annotations.Nullable;

/** The data pages of a chunk and what the file's column index says of the values of each. Immutable. */
record IndexedPages(PageLocations locations, List<Page> pages) {
  private static final int BYTES_PER_PAGE = 160;

  /**
   * A page.
   *
   * @param integers its bounds, where the values are kept in integers and it has one
   */
  record Page(ChunkStatistics statistics, Optional<IntegerBounds> integers) {}

  IndexedPages {
    pages = List.copyOf(pages);
  }

  /** The pages as an index has them; null when it makes no sense. */
  static @Nullable IndexedPages of(
      ColumnIndex index, PageLocations locations, ChunkLocation chunk, DataType type) {
    int count = locations.pageCount();
    boolean isComplete = index.getNull_pages().size() == count
        && index.getMin_values().size() == count
        && index.getMax_values().size() == count
        && (!index.isSetNull_counts() || index.getNull_counts().size() == count);
    if (!isComplete) {
      return null;
    }
    List<Page> pages = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Page page = page(index, i, locations.endRow(i) - locations.firstRow(i), chunk, type);
      if (page == null) {
        return null;
      }
      pages.add(page);
    }
    return new IndexedPages(locations, pages);
  }

  private static @Nullable Page page(
      ColumnIndex index, int page, long rowCount, ChunkLocation chunk, DataType type) {
    boolean isNullPage = index.getNull_pages().get(page);
    byte[] min = bytes(index.getMin_values().get(page));
    byte[] max = bytes(index.getMax_values().get(page));
    boolean isOptional = chunk.layout().isOptional();
    OptionalLong nulls = !isOptional
        ? OptionalLong.of(0)
        : index.isSetNull_counts()
            ? OptionalLong.of(index.getNull_counts().get(page))
            : OptionalLong.empty();
    if (isNullPage) {
      boolean agrees =
          isOptional && nulls.orElse(rowCount) == rowCount && min.length == 0 && max.length == 0;
      ChunkStatistics statistics =
          new ChunkStatistics(null, null, OptionalLong.of(rowCount), rowCount);
      return agrees ? new Page(statistics, Optional.empty()) : null;
    }
    if (nulls.isPresent() && (nulls.getAsLong() < 0 || nulls.getAsLong() >= rowCount)) {
      return null;
    }
    ChunkStatistics statistics =
        ChunkStatistics.ofBounds(type, chunk.layout(), min, max, nulls, rowCount);
    Object least = statistics.min();
    Object greatest = statistics.max();
    if (least != null && greatest != null && ChunkStatistics.compare(least, greatest) > 0) {
      return null;
    }
    return new Page(statistics, ChunkStatistics.integerBounds(type, chunk.layout(), min, max));
  }

  private static byte[] bytes(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return bytes;
  }

  /** The rows of the pages of which that is true. */
  RowRanges rowsOf(Predicate<Page> isWanted) {
    RowRanges.Builder rows = new RowRanges.Builder();
    for (int i = 0; i < pages.size(); i++) {
      if (isWanted.test(pages.get(i))) {
        rows.add(locations.firstRow(i), locations.endRow(i));
      }
    }
    return rows.build();
  }

  /** About how much memory they take. */
  int bytes() {
    return locations.bytes() + BYTES_PER_PAGE * pages.size();
  }
}
