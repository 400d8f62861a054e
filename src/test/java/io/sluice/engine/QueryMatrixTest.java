package io.sluice.engine;

import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import io.sluice.testing.RowsAssert;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query gives DuckDB's rows with 1, 2 and 4 workers and 1, 3 and 16 partitions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryMatrixTest {
  private static final int[] WORKERS = {1, 2, 4};
  private static final int[] PARTITIONS = {1, 3, 16};

  @TempDir
  static Path directory;

  private final Map<String, EmbeddedEngine> engines = new LinkedHashMap<>();
  private final ReferenceDatabase reference = new ReferenceDatabase();

  @BeforeAll
  void writeTablesAndStartEngines() {
    new SampleTables(reference, directory).write();
    for (int workers : WORKERS) {
      for (int partitions : PARTITIONS) {
        EmbeddedEngine engine = EmbeddedEngine.of(workers, partitions);
        engine.rows("SET batch_size = 64; SET bytes_per_task = 2000");
        engines.put(workers + " workers, " + partitions + " partitions", engine);
      }
    }
  }

  @AfterAll
  void stop() {
    engines.values().forEach(EmbeddedEngine::close);
    reference.close();
  }

  @AfterEach
  void nothingIsLeft() {
    engines.values().forEach(EmbeddedEngine::assertNothingLeft);
  }

  Stream<String> queries() {
    return Stream.of(
            "basics.sql",
            "aggregates.sql",
            "grouping.sql",
            "aggregate_functions.sql",
            "joins.sql",
            "join_types.sql",
            "functions.sql",
            "functions_json.sql",
            "subqueries.sql",
            "expressions.sql",
            "order.sql",
            "dialect.sql",
            "windows.sql",
            "types.sql",
            "nested.sql")
        .flatMap(file -> QueryFile.read(file, directory.toString()).stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void givesTheRowsOfTheReferenceOnAnyNumberOfWorkersAndPartitions(String query) {
    List<List<String>> expected = reference.rows(query);
    boolean isOrdered = query.toUpperCase(Locale.ROOT).contains("ORDER BY");
    engines.forEach((name, engine) ->
        RowsAssert.assertSameRows(name, engine.texts(query), expected, isOrdered));
  }
}
