package io.sluice.bench;

import io.sluice.api.Sluice;
import io.sluice.api.SluiceOptions;
import io.sluice.api.SluiceSession;
import io.sluice.column.RecordBatch;
import io.sluice.coordinator.QueryResult;
import io.sluice.error.SluiceException;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An engine in this process with one session. Its methods block. Owned by one thread. */
final class BenchEngine implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Sluice sluice;
  private final SluiceSession session;

  private BenchEngine(SluiceOptions options) {
    sluice = Sluice.create(vertx, options);
    session = sluice.newSession();
  }

  /** Starts an engine that keeps that many threads busy, of which its workers share. */
  static BenchEngine start(int workers, int threads) {
    return new BenchEngine(new SluiceOptions()
        .setWorkers(workers)
        .setDriverThreads(threads)
        .setSetting("target_partitions", Integer.toString(threads)));
  }

  /** Runs statements to the last row of the last one, which nobody looks at; answers how many there were. */
  long run(String sql) {
    long[] rows = new long[1];
    forEach(sql, (schema, batch) -> rows[0] += batch.rowCount());
    return rows[0];
  }

  /** The rows of the last statement as {@link ValueTexts}. */
  List<List<String>> texts(String sql) {
    List<List<String>> texts = new ArrayList<>();
    forEach(sql, (schema, batch) -> {
      for (List<@Nullable Object> row : batch.rows()) {
        texts.add(ValueTexts.ofRow(schema, row));
      }
    });
    return texts;
  }

  /** Hands each batch of the last statement over, borrowed until the call returns. */
  void forEach(String sql, BiConsumer<Schema, RecordBatch> reader) {
    QueryResult result = await(session.execute(sql));
    try {
      for (Optional<RecordBatch> batch = await(result.next());
          batch.isPresent();
          batch = await(result.next())) {
        reader.accept(result.schema(), batch.get());
      }
    } finally {
      await(result.close());
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw SluiceException.of(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public void close() {
    session.close();
    await(sluice.close());
    await(vertx.close());
  }
}
