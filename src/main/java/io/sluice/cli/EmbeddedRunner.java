package io.sluice.cli;

import io.sluice.api.Sluice;
import io.sluice.api.SluiceOptions;
import io.sluice.api.SluiceSession;
import io.sluice.column.RecordBatch;
import io.sluice.coordinator.QueryResult;
import io.sluice.error.SluiceException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs statements in this process, on simulated workers. */
final class EmbeddedRunner implements QueryRunner {
  private final Vertx vertx;
  private final Sluice sluice;
  private final SluiceSession session;

  private EmbeddedRunner(Vertx vertx, Sluice sluice) {
    this.vertx = vertx;
    this.sluice = sluice;
    this.session = sluice.newSession();
  }

  /**
   * Starts the engine.
   *
   * @param workers how many workers are simulated; the default when null
   * @param settings session options that differ from the embedded mode's defaults
   * @throws SluiceException of code INVALID_OPTION for a setting that is not possible
   */
  static EmbeddedRunner start(@Nullable Integer workers, Map<String, String> settings) {
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
      return new EmbeddedRunner(vertx, Sluice.create(vertx, options));
    } catch (RuntimeException e) {
      QueryRunner.await(vertx.close());
      throw e;
    }
  }

  @Override
  public void run(String sql, ResultPrinter printer) throws IOException {
    QueryResult result = QueryRunner.await(session.execute(sql));
    try {
      print(result, printer);
    } finally {
      QueryRunner.await(result.close());
    }
  }

  private static void print(QueryResult result, ResultPrinter printer) throws IOException {
    if (result.schema().size() == 0) {
      return;
    }
    printer.begin(result.schema());
    for (Optional<RecordBatch> batch = QueryRunner.await(result.next());
        batch.isPresent();
        batch = QueryRunner.await(result.next())) {
      for (List<@Nullable Object> row : batch.get().rows()) {
        printer.row(row);
      }
    }
    printer.end();
  }

  @Override
  public String distributedPlan(String sql) {
    return QueryRunner.await(session.explain(sql));
  }

  @Override
  public void close() {
    QueryRunner.await(sluice.close());
    QueryRunner.await(vertx.close());
  }
}
