package io.sluice.extension;

import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Schema;
import java.util.Optional;

/** A table that can be scanned. Called by the coordinator while it plans, on a worker thread that may block. Immutable for the time of a query. */
public interface TableProvider {
  Schema schema();

  default TableStatistics statistics() {
    return TableStatistics.UNKNOWN;
  }

  /**
   * What says of this table, when it is looked up again, that a plan made before would be made again: an immutable value that equals the one given then only while schema, statistics and what
   * {@link #scan} answers are the same. Plans over a table are kept and used again while this holds, and never when it is empty. An immutable record of all that it is made of answers itself.
   */
  default Optional<Object> version() {
    return Optional.empty();
  }

  /** A leaf whose schema is the projection of this table's. */
  ExecutionPlan scan(ScanRequest request);
}
