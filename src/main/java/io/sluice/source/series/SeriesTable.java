package io.sluice.source.series;

import io.sluice.expression.series.LinearSeries;
import io.sluice.expression.series.Series;
import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A series as a table of one column. */
record SeriesTable(String columnName, DataType type, Series series) implements TableProvider {
  @Override
  public Schema schema() {
    return Schema.of(new Field(columnName, type, false));
  }

  @Override
  public TableStatistics statistics() {
    OptionalDouble size = OptionalDouble.of(series.size());
    Optional<Literal> min = Optional.empty();
    Optional<Literal> max = Optional.empty();
    if (series instanceof LinearSeries linear && linear.count() > 0) {
      min = Optional.of(new Literal(type, Math.min(linear.start(), linear.last())));
      max = Optional.of(new Literal(type, Math.max(linear.start(), linear.last())));
    }
    return new TableStatistics(
        size, List.of(new ColumnStatistics(size, OptionalDouble.of(0), min, max)));
  }

  @Override
  public Optional<Object> version() {
    return Optional.of(this);
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    return new SeriesExec(schema(), List.of(series), !request.projection().isEmpty());
  }
}
