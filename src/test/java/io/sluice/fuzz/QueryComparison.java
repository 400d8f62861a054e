package io.sluice.fuzz;

import io.sluice.api.SluiceOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import io.sluice.testing.RowsAssert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Asks a query of one worker, of three and of the reference. */
final class QueryComparison implements AutoCloseable {
  private final ReferenceDatabase reference = new ReferenceDatabase();
  private final Map<String, EmbeddedEngine> engines = new LinkedHashMap<>();

  /** What came of a query. */
  sealed interface Outcome {
    record Agreed() implements Outcome {}

    /** The reference refuses or fails as well, or does so alone. */
    record Incomparable(String reason) implements Outcome {}

    /** The engine says that it cannot do this. */
    record Refused(String reason) implements Outcome {}

    /**
     * @param kind tells other defects apart: the code of an error, or {@code rows}
     */
    record Different(String kind, String reason) implements Outcome {}
  }

  QueryComparison(long seed) {
    engines.put("1 worker", engine(1, 1, 8192));
    engines.put("3 workers", engine(3, 2, 4));
    for (String statement : RandomTables.statements(new Random(seed))) {
      reference.run(statement);
      engines.values().forEach(engine -> engine.rows(statement));
    }
  }

  private static EmbeddedEngine engine(int workers, int partitions, int batchSize) {
    return new EmbeddedEngine(new SluiceOptions()
        .setWorkers(workers)
        .setSetting("target_partitions", Integer.toString(partitions))
        .setSetting("bytes_per_task", "1")
        .setSetting("batch_size", Integer.toString(batchSize)));
  }

  Outcome compare(String sql) {
    @Nullable List<List<String>> expected = null;
    String failure = "";
    try {
      expected = reference.rows(sql);
    } catch (IllegalStateException e) {
      failure = String.valueOf(e.getCause().getMessage());
    }
    for (Map.Entry<String, EmbeddedEngine> engine : engines.entrySet()) {
      Outcome outcome = compare(engine.getKey(), engine.getValue(), sql, expected, failure);
      if (!(outcome instanceof Outcome.Agreed)) {
        return outcome;
      }
    }
    return new Outcome.Agreed();
  }

  private static Outcome compare(
      String name,
      EmbeddedEngine engine,
      String sql,
      @Nullable List<List<String>> expected,
      String failure) {
    List<List<String>> actual;
    try {
      actual = engine.texts(sql);
    } catch (SluiceException e) {
      boolean isRefusal = e.code() == ErrorCode.NOT_SUPPORTED
          || e.code() == ErrorCode.FUNCTION_NOT_FOUND
          || e.code() == ErrorCode.SYNTAX_ERROR;
      if (isRefusal) {
        return new Outcome.Refused(String.valueOf(e.getMessage()));
      }
      return expected == null
          ? new Outcome.Incomparable(failure)
          : new Outcome.Different(
              e.code() + " " + String.valueOf(e.getMessage()).split("[';:(]", 2)[0],
              name + " fails: " + e.code() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      return new Outcome.Different(e.getClass().getName(), name + " fails: " + e);
    }
    if (expected == null) {
      return new Outcome.Incomparable(failure);
    }
    try {
      RowsAssert.assertSameRows(name, actual, expected, true);
      engine.assertNothingLeft();
      return new Outcome.Agreed();
    } catch (AssertionError e) {
      return new Outcome.Different(
          "rows", "%s gives %s, but the reference %s".formatted(name, actual, expected));
    }
  }

  @Override
  public void close() {
    engines.values().forEach(EmbeddedEngine::close);
    reference.close();
  }
}
