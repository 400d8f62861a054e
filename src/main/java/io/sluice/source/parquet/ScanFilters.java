package io.sluice.source.parquet;

import io.sluice.column.Vector;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The runtime filters of one partition of a scan: those that are there, as long as they leave rows out. Owned by one driver. */
final class ScanFilters {
  /** Rows after which a filter is judged. */
  private static final int TRIAL_ROWS = 1 << 16;

  private final RuntimeFilters known;
  private final List<FilteredColumn> missing;
  private final List<Filtering> found = new ArrayList<>();

  /** A filter in use. */
  private static final class Filtering {
    private final RuntimeFilter filter;
    private final int column;
    private long seenRows;
    private long passedRows;

    Filtering(RuntimeFilter filter, int column) {
      this.filter = filter;
      this.column = column;
    }

    /** Whether looking at rows is worth while: at least one in five was left out so far. */
    boolean isUseful() {
      return seenRows < TRIAL_ROWS || passedRows * 5 < seenRows * 4;
    }

    boolean mayMatch(RowGroupSplit split) {
      Optional<IntegerBounds> bounds = split.chunks().get(column).bounds();
      return bounds.isEmpty()
          || filter.mayContainAny(bounds.get().min(), bounds.get().max());
    }
  }

  ScanFilters(List<FilteredColumn> columns, RuntimeFilters known) {
    this.known = known;
    missing = new ArrayList<>(columns);
  }

  /** Takes the filters that have come since the last call. */
  void refresh() {
    for (int i = missing.size() - 1; i >= 0; i--) {
      FilteredColumn wanted = missing.get(i);
      RuntimeFilter filter = known.find(wanted.filter());
      if (filter != null) {
        found.add(new Filtering(filter, wanted.column()));
        missing.remove(i);
      }
    }
  }

  /** Whether a row group may have a row that passes. */
  boolean mayMatch(RowGroupSplit split) {
    for (Filtering filtering : found) {
      if (!filtering.mayMatch(split)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a column's values decide on rows at present. */
  boolean isFiltering(int column) {
    for (Filtering filtering : found) {
      if (filtering.column == column && filtering.isUseful()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Selects the rows that pass.
   *
   * @param columns the vectors of the columns that are filtering
   * @return how many they are
   */
  int select(IntFunction<Vector> columns, int rowCount, int[] selected) {
    int count = rowCount;
    int @Nullable [] candidates = null;
    for (Filtering filtering : found) {
      if (filtering.isUseful()) {
        int passed =
            filtering.filter.select(columns.apply(filtering.column), candidates, count, selected);
        filtering.seenRows += count;
        filtering.passedRows += passed;
        count = passed;
        candidates = selected;
      }
    }
    return count;
  }
}
