package io.sluice.operator.join;

import io.sluice.config.SessionOptions;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.key.KeyEncoder;
import io.sluice.plan.TaskContext;
import io.sluice.plan.runtimefilter.FilterPart;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runtime filters that one complete build side adds a part to. */
final class BuildFilters {
  private final List<FilteringKey> keys;
  private final int parts;
  private final long maxRows;
  private final RuntimeFilters filters;

  private BuildFilters(List<FilteringKey> keys, int parts, long maxRows, RuntimeFilters filters) {
    this.keys = keys;
    this.parts = parts;
    this.maxRows = maxRows;
    this.filters = filters;
  }

  /**
   * Those of a join, null when it has none.
   *
   * @param parts how many build sides the join has in this task
   */
  static @Nullable BuildFilters of(HashJoinExec node, int parts, TaskContext context) {
    long maxRows = context.config().get(SessionOptions.RUNTIME_FILTER_MAX_ROWS);
    return node.runtimeFilters().isEmpty()
        ? null
        : new BuildFilters(node.runtimeFilters(), parts, maxRows, context.runtimeFilters());
  }

  /**
   * Adds the keys of a build side, unless they are too many or memory is short.
   *
   * @param words the keys of its rows, one after the other
   */
  void add(long[] words, KeyEncoder encoder, int rowCount, MemoryReservation reservation) {
    if ((long) rowCount * parts > maxRows) {
      addUnknown();
      return;
    }
    for (FilteringKey key : keys) {
      RuntimeFilter filter = RuntimeFilter.of(
          words, encoder.firstWord(key.key()), encoder.wordsPerKey(), rowCount, parts);
      boolean hasRoom = reservation.tryGrow(filter.retainedBytes());
      add(key, hasRoom ? Optional.of(filter) : Optional.empty());
    }
  }

  /** Tells that the keys of a build side will not be known. */
  void addUnknown() {
    keys.forEach(key -> add(key, Optional.empty()));
  }

  private void add(FilteringKey key, Optional<RuntimeFilter> filter) {
    filters.add(parts, new FilterPart(key.filter(), filter));
  }
}
