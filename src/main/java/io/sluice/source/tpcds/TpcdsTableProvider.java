package io.sluice.source.tpcds;

import io.sluice.config.SessionOptions;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Schema;
import java.util.Optional;

/** A table of the benchmark in one scale factor. */
record TpcdsTableProvider(TpcdsTable table, double scaleFactor) implements TableProvider {
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
        request.config().getInt(SessionOptions.TARGET_PARTITIONS), table.usefulParts(scaleFactor));
    return new TpcdsExec(table.name(), scaleFactor, request.projection(), partitions, 1);
  }
}
