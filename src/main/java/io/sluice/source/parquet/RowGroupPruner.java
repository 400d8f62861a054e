package io.sluice.source.parquet;

import io.sluice.plan.TaskContext;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.source.parquet.page.ChunkLocation;
import io.sluice.source.parquet.page.FileRange;
import io.sluice.source.parquet.page.PageLocations;
import io.sluice.source.parquet.page.PageSelection;
import io.sluice.source.parquet.page.RowRanges;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out by Bloom filters and page indexes which rows of one row group may be wanted. Immutable. */
final class RowGroupPruner {
  /** About how much larger an index is in memory, while it is read, than in its file. */
  private static final int HEAP_BYTES_PER_BYTE = 8;

  private final RowGroupSplit split;
  private final Schema schema;
  private final List<ScanCondition> conditions;
  private final Map<FilteredColumn, RuntimeFilter> filters;
  private final ChunkIndexReader reader;

  /**
   * What is to be read of a row group.
   *
   * @param pages of each column those that hold such rows; null where the file does not tell, or all do
   */
  record WantedRows(RowRanges rows, List<@Nullable PageSelection> pages) {
    static WantedRows none() {
      return new WantedRows(RowRanges.NONE, List.of());
    }

    static WantedRows all(RowGroupSplit split) {
      return new WantedRows(
          RowRanges.first(split.rowCount()), Collections.nCopies(split.chunks().size(), null));
    }

    int prunedPages() {
      return pages.stream()
          .mapToInt(page -> page == null ? 0 : page.prunedPages())
          .sum();
    }
  }

  RowGroupPruner(
      RowGroupSplit split,
      Schema schema,
      List<ScanCondition> conditions,
      Map<FilteredColumn, RuntimeFilter> filters,
      TaskContext context) {
    this.split = split;
    this.schema = schema;
    this.conditions = List.copyOf(conditions);
    this.filters = Map.copyOf(filters);
    this.reader = new ChunkIndexReader(split, context);
  }

  /** Whether the file has anything that may tell. */
  boolean isUseful() {
    return conditions.stream().anyMatch(this::isIndexed)
        || conditions.stream().anyMatch(this::isBloomFiltered)
        || filters.keySet().stream().anyMatch(filter -> reader.hasPages(chunk(filter.column())));
  }

  private boolean isIndexed(ScanCondition condition) {
    return RowGroupFilter.isUseful(condition.predicate())
        && reader.hasPages(chunk(condition.column()));
  }

  private boolean isBloomFiltered(ScanCondition condition) {
    return RowGroupFilter.asksForValues(condition.predicate())
        && reader.hasBloomFilter(chunk(condition.column()));
  }

  private ChunkLocation chunk(int column) {
    return split.chunks().get(column);
  }

  /** About how much memory it takes to find them. */
  long bytes() {
    Set<Integer> asked = new HashSet<>();
    conditions.forEach(condition -> asked.add(condition.column()));
    filters.keySet().forEach(filter -> asked.add(filter.column()));
    long bytes = 0;
    for (int i = 0; i < schema.size(); i++) {
      ChunkLocation chunk = chunk(i);
      if (reader.hasLocations(chunk)) {
        bytes += heapBytes(chunk.indexes().offsetIndex().orElseThrow());
      }
      if (asked.contains(i) && reader.hasPages(chunk)) {
        bytes += heapBytes(chunk.indexes().columnIndex().orElseThrow());
      }
    }
    return bytes + bloomFilterBytes();
  }

  private static long heapBytes(FileRange range) {
    return (long) HEAP_BYTES_PER_BYTE * range.length();
  }

  /** Of the largest Bloom filter, of which one is read after the other. */
  private long bloomFilterBytes() {
    return conditions.stream()
        .filter(this::isBloomFiltered)
        .mapToLong(condition -> reader.bloomFilterBytes(chunk(condition.column())))
        .max()
        .orElse(0);
  }

  /** Finds the rows; blocking. */
  WantedRows find() {
    for (ScanCondition condition : conditions) {
      if (isBloomFiltered(condition) && !mayHaveValue(condition)) {
        return WantedRows.none();
      }
    }
    RowRanges all = RowRanges.first(split.rowCount());
    RowRanges rows = all;
    for (ScanCondition condition : conditions) {
      if (!rows.isEmpty() && isIndexed(condition)) {
        rows = rows.intersect(rowsOf(condition));
      }
    }
    for (Map.Entry<FilteredColumn, RuntimeFilter> filter : filters.entrySet()) {
      if (!rows.isEmpty()) {
        rows = rows.intersect(rowsOf(filter.getKey().column(), filter.getValue()));
      }
    }
    if (rows.isEmpty() || rows.equals(all)) {
      return rows.isEmpty() ? WantedRows.none() : WantedRows.all(split);
    }
    List<@Nullable PageSelection> pages = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      pages.add(selection(i, rows));
    }
    return new WantedRows(rows, pages);
  }

  private boolean mayHaveValue(ScanCondition condition) {
    int column = condition.column();
    SplitBlockBloomFilter filter = reader.bloomFilter(chunk(column), schema.type(column));
    if (filter == null) {
      return true;
    }
    ColumnEvidence evidence = filter.evidence(schema.type(column), chunk(column).layout());
    return RowGroupFilter.mayMatch(condition.predicate(), only -> evidence);
  }

  private RowRanges rowsOf(ScanCondition condition) {
    int column = condition.column();
    IndexedPages pages = reader.pages(chunk(column), schema.type(column));
    return pages == null
        ? RowRanges.first(split.rowCount())
        : pages.rowsOf(
            page -> RowGroupFilter.mayMatch(condition.predicate(), only -> page.statistics()));
  }

  private RowRanges rowsOf(int column, RuntimeFilter filter) {
    IndexedPages pages = reader.pages(chunk(column), schema.type(column));
    return pages == null
        ? RowRanges.first(split.rowCount())
        : pages.rowsOf(page -> page.statistics().mayBeValue()
            && page.integers()
                .map(bounds -> filter.mayContainAny(bounds.min(), bounds.max()))
                .orElse(true));
  }

  private @Nullable PageSelection selection(int column, RowRanges rows) {
    ChunkLocation chunk = chunk(column);
    PageLocations locations = reader.locations(chunk, schema.type(column));
    return locations == null ? null : PageSelection.of(locations, chunk.offset(), rows);
  }
}
