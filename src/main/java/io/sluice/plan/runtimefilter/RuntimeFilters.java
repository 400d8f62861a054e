package io.sluice.plan.runtimefilter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The filters of one task, by the number that the plan gives them. A filter is there once all of its parts are; until then, and for ever if a part never
 * comes, its readers take all rows. Nobody waits for one. Thread-safe.
 */
public final class RuntimeFilters {
  private final Map<Integer, Parts> filters = new ConcurrentHashMap<>();

  private static final class Parts {
    private @Nullable RuntimeFilter united;
    private int missing;

    Parts(int count) {
      missing = count;
    }

    synchronized void add(RuntimeFilter part) {
      RuntimeFilter others = united;
      united = others == null ? part : others.union(part);
      missing--;
    }

    synchronized @Nullable RuntimeFilter complete() {
      return missing == 0 ? united : null;
    }
  }

  /**
   * Adds one part of a filter.
   *
   * @param parts how many parts it has; the same for each
   */
  public void add(int filter, int parts, RuntimeFilter part) {
    filters.computeIfAbsent(filter, number -> new Parts(parts)).add(part);
  }

  /** The filter, once it is complete. */
  public @Nullable RuntimeFilter find(int filter) {
    Parts parts = filters.get(filter);
    return parts == null ? null : parts.complete();
  }
}
