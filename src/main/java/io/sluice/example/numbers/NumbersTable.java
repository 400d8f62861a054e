package io.sluice.example.numbers;

import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Optional;

/** The numbers of one range as a table. */
record NumbersTable(NumberRange range) implements TableProvider {
  static final Schema SCHEMA = Schema.of(new Field("number", DataType.BIGINT, false));

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Optional<Object> version() {
    return Optional.of(this);
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    return new NumbersExec(List.of(range), !request.projection().isEmpty());
  }
}
