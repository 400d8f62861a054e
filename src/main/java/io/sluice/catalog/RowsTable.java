package io.sluice.catalog;

import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** A table of a few rows that its scan carries with it. */
record RowsTable(Schema schema, List<List<Literal>> rows) implements TableProvider {
  @Override
  public TableStatistics statistics() {
    return new TableStatistics(
        OptionalDouble.of(rows.size()),
        Collections.nCopies(schema.size(), ColumnStatistics.UNKNOWN));
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    List<List<Literal>> projected = rows.stream()
        .map(row -> request.projection().stream().map(row::get).toList())
        .toList();
    return new ValuesExec(schema.project(request.projectionArray()), projected);
  }
}
