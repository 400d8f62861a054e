package io.sluice.bench;

import io.sluice.api.Sluice;
import io.sluice.api.SluiceOptions;
import io.sluice.column.RecordBatch;
import io.sluice.coordinator.Coordinator;
import io.sluice.coordinator.QueryResult;
import io.sluice.coordinator.Session;
import io.sluice.error.SluiceException;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An engine with one session: in this process, or a coordinator here and workers in processes of their own. Its methods block. Owned by one thread. */
final class BenchEngine implements AutoCloseable {
  private final Coordinator coordinator;
  private final Session session;
  /** What is ended with the engine, the last first. */
  private final Deque<AutoCloseable> parts;

  private BenchEngine(Coordinator coordinator, Deque<AutoCloseable> parts) {
    this.coordinator = coordinator;
    this.parts = parts;
    session = coordinator.newSession();
  }

  /** Starts an engine in this process that keeps that many threads busy, of which its workers share. */
  static BenchEngine start(int workers, int threads) {
    Vertx vertx = Vertx.vertx();
    Sluice sluice = Sluice.create(
        vertx,
        new SluiceOptions()
            .setWorkers(workers)
            .setDriverThreads(threads)
            .setSetting("target_partitions", Integer.toString(threads)));
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    parts.push(() -> await(vertx.close()));
    parts.push(() -> await(sluice.close()));
    return new BenchEngine(sluice.coordinator(), parts);
  }

  /**
   * Starts worker processes and a coordinator in this one.
   *
   * @param threads of each worker
   * @param heapBytes of each worker
   */
  static BenchEngine startCluster(int processes, int threads, long heapBytes) {
    int port = FreePort.find();
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      for (int i = 0; i < processes; i++) {
        NodeProcess process = NodeProcess.start(port, threads, heapBytes, false);
        parts.push(process);
        process.awaitReady();
      }
      BenchNode node = BenchNode.join(BenchNode.config(port, threads));
      parts.push(node);
      return new BenchEngine(node.startCoordinator(), parts);
    } catch (RuntimeException e) {
      closeAll(parts);
      throw e;
    }
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
    QueryResult result = await(coordinator.execute(session, sql, List.of()));
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
    coordinator.endSession(session);
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw SluiceException.of(e);
      }
    }
  }
}
