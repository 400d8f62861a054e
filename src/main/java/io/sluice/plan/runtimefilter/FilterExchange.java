package io.sluice.plan.runtimefilter;

import java.util.Set;

/**
 * Which runtime filters a task has to do with that cross the bounds of its stage.
 *
 * @param published those that its joins make for scans of other stages
 * @param awaited those that joins of other stages make for its scans
 */
public record FilterExchange(Set<Integer> published, Set<Integer> awaited) {
  public static final FilterExchange NONE = new FilterExchange(Set.of(), Set.of());

  public FilterExchange {
    published = Set.copyOf(published);
    awaited = Set.copyOf(awaited);
  }
}
