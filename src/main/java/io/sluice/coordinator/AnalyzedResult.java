package io.sluice.coordinator;

import io.sluice.column.RecordBatch;
import io.sluice.config.Clock;
import io.sluice.metrics.QueryProfile;
import io.sluice.plan.QueryId;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a query with what its operators counted, a line a row. The first call of {@link #next()} reads the query's rows to their end and drops them; it fails as the
 * query does.
 */
final class AnalyzedResult implements QueryResult {
  private static final String COLUMN = "plan";
  private static final Schema SCHEMA = Schema.of(new Field(COLUMN, DataType.VARCHAR, false));

  private final QueryExecution query;
  private final long planningNanos;
  private final Clock clock;
  private final Function<QueryProfile, String> format;
  private final long startNanos;
  private @Nullable Future<StaticResult> answer;

  /**
   * @param query started just now, with profiles
   */
  AnalyzedResult(
      QueryExecution query,
      long planningNanos,
      Clock clock,
      Function<QueryProfile, String> format) {
    this.query = query;
    this.planningNanos = planningNanos;
    this.clock = clock;
    this.format = format;
    startNanos = clock.nanoTime();
  }

  @Override
  public QueryId id() {
    return query.id();
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Future<Optional<RecordBatch>> next() {
    return answer().compose(StaticResult::next);
  }

  private synchronized Future<StaticResult> answer() {
    Future<StaticResult> known = answer;
    if (known == null) {
      known = analyze();
      answer = known;
    }
    return known;
  }

  private Future<StaticResult> analyze() {
    AtomicLong rowCount = new AtomicLong();
    return BatchLoop.forEach(query, batch -> {
          rowCount.addAndGet(batch.rowCount());
          return true;
        })
        .map(read -> clock.nanoTime() - startNanos)
        .compose(nanos -> query
            .close()
            .compose(over -> query.stageProfiles())
            .map(stages -> new QueryProfile(stages, rowCount.get(), planningNanos, nanos)))
        .map(profile ->
            StaticResult.of(id(), List.of(COLUMN), StaticResult.lines(format.apply(profile))));
  }

  @Override
  public Future<Void> close() {
    return query.close();
  }
}
