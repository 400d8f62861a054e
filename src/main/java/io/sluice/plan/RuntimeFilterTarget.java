package io.sluice.plan;

import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.plan.runtimefilter.RuntimeFilters;
import java.util.List;

/**
 * A leaf that can leave out rows that no join above it needs. While it runs it asks {@link TaskContext#runtimeFilters()} now and then whether a filter is there,
 * and uses it from then on for what it pleases: files, row groups, rows. Rows it gives nevertheless are dropped by the join.
 */
public interface RuntimeFilterTarget extends ExecutionPlan {
  /** Those it has already. */
  List<FilteredColumn> runtimeFilters();

  /** The same leaf with more filters, beside those that it has; {@link RuntimeFilters} tells what a filter is. */
  ExecutionPlan withRuntimeFilter(FilteredColumn filter);
}
