package io.sluice.source.parquet;

import io.sluice.plan.TaskContext;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import io.sluice.source.parquet.page.IntegerBounds;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one partition of a scan knows of the rows that are wanted: conditions, and the runtime filters that are there. Owned by one driver. */
final class ScanFilters {
  private final Schema schema;
  private final List<ScanCondition> conditions;
  private final RuntimeFilters known;
  private final List<FilteredColumn> missing;
  private final List<RowFilter> rowFilters = new ArrayList<>();
  private final Map<FilteredColumn, RuntimeFilter> found = new LinkedHashMap<>();

  ScanFilters(
      Schema schema,
      List<ScanCondition> conditions,
      List<FilteredColumn> columns,
      RuntimeFilters known) {
    this.schema = schema;
    this.conditions = conditions;
    this.known = known;
    missing = new ArrayList<>(columns);
    for (ScanCondition condition : conditions) {
      rowFilters.add(RowFilter.of(condition, schema.field(condition.column())));
    }
  }

  /** Takes the runtime filters that have come since the last call. */
  void refresh() {
    for (int i = missing.size() - 1; i >= 0; i--) {
      FilteredColumn wanted = missing.get(i);
      RuntimeFilter filter = known.find(wanted.filter());
      if (filter != null) {
        found.put(wanted, filter);
        rowFilters.add(RowFilter.of(wanted.column(), filter));
        missing.remove(i);
      }
    }
  }

  /** Completes when no filter is worth waiting for. */
  Future<Void> whenSettled() {
    return Future.all(
            missing.stream().map(wanted -> known.whenSettled(wanted.filter())).toList())
        .mapEmpty();
  }

  /** Whether a row group may have a row that passes the runtime filters. */
  boolean mayMatch(RowGroupSplit split) {
    return found.entrySet().stream().allMatch(entry -> {
      Optional<IntegerBounds> bounds =
          split.chunks().get(entry.getKey().column()).bounds();
      return bounds.isEmpty()
          || entry.getValue().mayContainAny(bounds.get().min(), bounds.get().max());
    });
  }

  /** Tells which rows of a row group may be wanted, as far as is known at present. */
  RowGroupPruner pruner(RowGroupSplit split, TaskContext context) {
    return new RowGroupPruner(split, schema, conditions, found, context);
  }

  /** Whether a filter decides by a column at present. */
  boolean decidesBy(int column) {
    for (RowFilter filter : rowFilters) {
      if (filter.column() == column && filter.isUseful()) {
        return true;
      }
    }
    return false;
  }

  /** All filters; those that decide by another column, or are not useful at present, among them. */
  List<RowFilter> all() {
    return rowFilters;
  }

  /** The columns in the order in which they should be read: those first by which the fewest rows pass. */
  int[] order(int columnCount) {
    double[] shares = new double[columnCount];
    Arrays.fill(shares, 1);
    for (RowFilter filter : rowFilters) {
      if (filter.isUseful()) {
        shares[filter.column()] = Math.min(shares[filter.column()], filter.passedShare());
      }
    }
    int[] order = new int[columnCount];
    for (int column = 0; column < columnCount; column++) {
      int place = column;
      while (place > 0 && shares[order[place - 1]] > shares[column]) {
        order[place] = order[place - 1];
        place--;
      }
      order[place] = column;
    }
    return order;
  }
}
