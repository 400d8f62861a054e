package io.sluice.cli.query;

import io.sluice.api.Sluice;
import io.sluice.api.SluiceOptions;
import io.sluice.column.RecordBatch;
import io.sluice.coordinator.Coordinator;
import io.sluice.coordinator.QueryProgress;
import io.sluice.coordinator.QueryResult;
import io.sluice.coordinator.Session;
import io.sluice.plan.QueryId;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs statements in this process, on simulated workers. */
public final class EmbeddedConnection implements SqlConnection {
  private final Vertx vertx;
  private final Sluice sluice;
  private final Coordinator coordinator;
  private final Session session;

  private EmbeddedConnection(Vertx vertx, Sluice sluice) {
    this.vertx = vertx;
    this.sluice = sluice;
    this.coordinator = sluice.coordinator();
    this.session = coordinator.newSession();
  }

  /**
   * Starts the engine.
   *
   * @param workers how many workers are simulated; the default when null
   * @param settings session options that differ from the embedded mode's defaults
   * @throws io.sluice.error.SluiceException of code INVALID_OPTION for a setting that is not possible
   */
  public static EmbeddedConnection start(@Nullable Integer workers, Map<String, String> settings) {
    SluiceOptions options = new SluiceOptions();
    settings.forEach(options::setSetting);
    if (workers != null) {
      options.setWorkers(workers);
    }
    // Nothing here reads files through Vert.x or serves a network.
    VertxOptions vertxOptions = new VertxOptions()
        .setEventLoopPoolSize(1)
        .setFileSystemOptions(new FileSystemOptions()
            .setFileCachingEnabled(false)
            .setClassPathResolvingEnabled(false));
    Vertx vertx = Vertx.vertx(vertxOptions);
    try {
      return new EmbeddedConnection(vertx, Sluice.create(vertx, options));
    } catch (RuntimeException e) {
      Waiting.await(vertx.close());
      throw e;
    }
  }

  @Override
  public RunningQuery start(String sql) {
    QueryId id = coordinator.newQueryId();
    return new Running(id, coordinator.execute(id, session, sql, List.of()));
  }

  @Override
  public Future<String> distributedPlan(String sql) {
    return coordinator.explain(session, sql, List.of());
  }

  @Override
  public String description() {
    return "the embedded engine with %d simulated workers"
        .formatted(sluice.workers().size());
  }

  @Override
  public void close() {
    coordinator.endSession(session);
    Waiting.await(sluice.close());
    Waiting.await(vertx.close());
  }

  private final class Running implements RunningQuery {
    private final QueryId id;
    private final Future<QueryResult> started;

    Running(QueryId id, Future<QueryResult> started) {
      this.id = id;
      this.started = started;
    }

    @Override
    public Future<Optional<RecordBatch>> next() {
      return started.compose(QueryResult::next);
    }

    @Override
    public Schema schema() {
      return started.result().schema();
    }

    @Override
    public boolean isTruncated() {
      return false;
    }

    @Override
    public Future<Optional<QueryProgress>> progress() {
      return Future.succeededFuture(coordinator.progress(id));
    }

    @Override
    public void cancel() {
      coordinator.cancel(id);
    }

    @Override
    public Future<Void> close() {
      return started
          .map(Optional::of)
          .otherwise(Optional.empty())
          .compose(result -> result.map(QueryResult::close).orElseGet(Future::succeededFuture));
    }
  }
}
