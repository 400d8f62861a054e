package io.sluice.source.tpch;

import io.sluice.config.SessionOptions;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Schema;
import java.util.Optional;

/** A table of the benchmark in one scale factor. */
record TpchTableProvider(GeneratedTable<?> table, double scaleFactor) implements TableProvider {
  /** Fewer rows are not worth a partition of their own. */
  private static final int MIN_ROWS_PER_PART = 10_000;

  @Override
  public Schema schema() {
    return table.schema();
  }

  @Override
  public TableStatistics statistics() {
    return table.statistics(scaleFactor);
  }

  @Override
  public Optional<Object> version() {
    return Optional.of(this);
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    int partitions = Math.min(
        request.config().getInt(SessionOptions.TARGET_PARTITIONS), usefulParts(table, scaleFactor));
    return new TpchExec(table.name(), scaleFactor, request.projection(), partitions, 1);
  }

  /** How many parts of a table can be generated side by side with profit. */
  static int usefulParts(GeneratedTable<?> table, double scaleFactor) {
    return (int) Math.ceil(table.rows(scaleFactor) / MIN_ROWS_PER_PART);
  }
}
