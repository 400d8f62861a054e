package io.sluice.source.eventbus;

import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableStatistics;
import io.sluice.extension.write.RowSink;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.Schema;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An address of the event bus.
 *
 * @param messageLimit how many messages are read
 * @param durationMillis for how long
 */
record EventBusTable(String address, OptionalLong messageLimit, OptionalLong durationMillis)
    implements RowSink {
  static final Schema SCHEMA = Schema.of(
      new Field("address", DataType.VARCHAR, false),
      new Field("body", DataType.VARCHAR, true),
      new Field("data", DataType.VARBINARY, true),
      new Field("headers", new MapType(DataType.VARCHAR, DataType.VARCHAR), false),
      new Field("received_at", DataType.TIMESTAMP_TZ, false));

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public TableStatistics statistics() {
    return messageLimit.isPresent()
        ? new TableStatistics(OptionalDouble.of((double) messageLimit.getAsLong()), List.of())
        : TableStatistics.UNKNOWN;
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    OptionalLong limit = messageLimit;
    if (request.filters().isEmpty() && request.limit().isPresent()) {
      long wanted = request.limit().getAsLong();
      limit = OptionalLong.of(Math.min(wanted, messageLimit.orElse(wanted)));
    }
    return new EventBusExec(address, limit, durationMillis, request.projection());
  }

  @Override
  public ExecutionPlan insert(ExecutionPlan rows) {
    return new EventBusInsertExec(address, rows);
  }
}
