package io.sluice.coordinator;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.plan.QueryId;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The result of a statement that the coordinator answers by itself: one batch. */
final class StaticResult implements QueryResult {
  private final QueryId id;
  private final Schema schema;
  private final AtomicReference<@Nullable RecordBatch> batch;

  private StaticResult(QueryId id, Schema schema, RecordBatch batch) {
    this.id = id;
    this.schema = schema;
    this.batch = new AtomicReference<>(batch);
  }

  /** Rows of texts; a column with a null among them may hold NULL. */
  static StaticResult of(QueryId id, List<String> columns, List<List<@Nullable String>> rows) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int column = i;
      boolean isNullable = rows.stream().anyMatch(row -> row.get(column) == null);
      fields.add(new Field(columns.get(i), DataType.VARCHAR, isNullable));
    }
    Schema schema = new Schema(fields);
    BatchBuilder builder = new BatchBuilder(schema);
    builder.begin(rows.size());
    for (List<@Nullable String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        builder.column(column).appendValue(row.get(column));
      }
    }
    return new StaticResult(id, schema, builder.finish(rows.size()));
  }

  /** The lines of a text as rows of one column. */
  static List<List<@Nullable String>> lines(String text) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    text.lines().forEach(line -> rows.add(List.of(line)));
    return rows;
  }

  /** How many rows a statement wrote. */
  static StaticResult ofCount(QueryId id, long count) {
    Schema schema = new Schema(List.of(new Field("Count", DataType.BIGINT, false)));
    BatchBuilder builder = new BatchBuilder(schema);
    builder.begin(1);
    builder.column(0).appendValue(count);
    return new StaticResult(id, schema, builder.finish(1));
  }

  @Override
  public QueryId id() {
    return id;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Future<Optional<RecordBatch>> next() {
    return Future.succeededFuture(Optional.ofNullable(batch.getAndSet(null)));
  }

  @Override
  public Future<Void> close() {
    batch.set(null);
    return Future.succeededFuture();
  }
}
