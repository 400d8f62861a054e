package io.sluice.extension;

import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Schema;

/** A table that can be scanned. Called by the coordinator while it plans, on a worker thread that may block. Immutable for the time of a query. */
public interface TableProvider {
  Schema schema();

  default TableStatistics statistics() {
    return TableStatistics.UNKNOWN;
  }

  /** A leaf whose schema is the projection of this table's. */
  ExecutionPlan scan(ScanRequest request);
}
