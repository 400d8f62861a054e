package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Sluice;
import io.sluice.api.SluiceOptions;
import io.sluice.api.SluiceSession;
import io.sluice.coordinator.BatchLoop;
import io.sluice.coordinator.QueryResult;
import io.sluice.coordinator.StoredTables;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import io.sluice.worker.Worker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** An embedded engine for tests, which wait for what it answers. Checks when it is closed that nothing is reserved, open or running. */
public final class EmbeddedEngine implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = Long.getLong("sluice.test.timeout_seconds", 60);

  private final Vertx vertx = Vertx.vertx();
  private final Sluice sluice;
  private SluiceSession session;

  public EmbeddedEngine(SluiceOptions options) {
    sluice = Sluice.create(vertx, options);
    session = sluice.newSession();
  }

  /** An engine of that many workers and partitions. */
  public static EmbeddedEngine of(int workers, int partitions) {
    return new EmbeddedEngine(new SluiceOptions()
        .setWorkers(workers)
        .setSetting("target_partitions", Integer.toString(partitions)));
  }

  public Sluice sluice() {
    return sluice;
  }

  public Vertx vertx() {
    return vertx;
  }

  public void newSession() {
    session.close();
    session = sluice.newSession();
  }

  /** The rows of the last statement. */
  public List<List<@Nullable Object>> rows(String sql, Literal... parameters) {
    return read(sql, (schema, rows) -> rows, parameters);
  }

  /** The rows of the last statement as texts that compare with the reference's. */
  public List<List<String>> texts(String sql, Literal... parameters) {
    return read(sql, ReferenceDatabase::texts, parameters);
  }

  private <T> T read(
      String sql, BiFunction<Schema, List<List<@Nullable Object>>, T> form, Literal... parameters) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    QueryResult result = await(session.execute(sql, List.of(parameters)));
    try {
      await(BatchLoop.forEach(result, batch -> {
        rows.addAll(batch.rows());
        return true;
      }));
    } finally {
      await(result.close());
    }
    return form.apply(result.schema(), rows);
  }

  public String explain(String sql) {
    return await(session.explain(sql));
  }

  public SluiceSession session() {
    return session;
  }

  /** The result of a future, or its own failure. */
  public static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** Nothing is reserved but the rows of tables, no task is open and no query runs. */
  public void assertNothingLeft() {
    assertThat(sluice.coordinator().runningQueries()).as("running queries").isEmpty();
    assertThat(sluice.workers())
        .as("open tasks")
        .allSatisfy(worker -> assertThat(worker.openTasks()).isEmpty());
    List<MemoryReservation> open = sluice.resources().memory().openReservations();
    List<MemoryReservation> tables = open.stream()
        .filter(reservation -> reservation.consumer().startsWith(StoredTables.CONSUMER))
        .toList();
    assertThat(open).as("open reservations").containsExactlyInAnyOrderElementsOf(tables);
    assertThat(sluice.resources().memory().reservedBytes())
        .as("reserved bytes")
        .isEqualTo(tables.stream().mapToLong(MemoryReservation::bytes).sum());
  }

  @Override
  public void close() {
    try {
      assertNothingLeft();
    } finally {
      await(sluice.close());
      await(vertx.close());
    }
  }

  /** For messages: which workers still have tasks. */
  @Override
  public String toString() {
    return sluice.workers().stream().map(Worker::openTasks).toList().toString();
  }
}
