package io.sluice.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sluice.api.SluiceOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import io.sluice.testing.RowsAssert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Asks the queries of a suite of one worker, of four that share small stages, and of the reference database. */
final class SuiteRunner implements AutoCloseable {
  private final String suite;
  private final Set<String> tableNames;
  private final Map<String, String> unsupported;
  private final ReferenceDatabase reference = new ReferenceDatabase();
  private final Map<String, EmbeddedEngine> engines;

  /**
   * @param tableNames in lower case
   * @param write writes the suite's tables
   */
  SuiteRunner(String suite, Path directory, List<String> tableNames, Consumer<SuiteTables> write) {
    this.suite = suite;
    this.tableNames = Set.copyOf(tableNames);
    this.unsupported = SuiteQueries.unsupported(suite);
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write.accept(new SuiteTables(reference, directory));
    EmbeddedEngine one = engine(1, 2, directory);
    EmbeddedEngine four = engine(4, 3, directory);
    if (ScaleOption.isSmall()) {
      four.rows("SET bytes_per_task = 100000; SET batch_size = 1000");
    }
    engines = Map.of("1 worker", one, "4 workers", four);
  }

  private static EmbeddedEngine engine(int workers, int partitions, Path directory) {
    return new EmbeddedEngine(new SluiceOptions()
        .setWorkers(workers)
        .setSetting("target_partitions", Integer.toString(partitions))
        .addExtension(new ParquetCatalog(directory)));
  }

  /** The rows agree, or the query is listed as unsupported and fails so. */
  void check(String name) {
    String query = SuiteQueries.read(suite, name);
    String ours = QualifiedTables.qualify(query, tableNames, table -> "suite.files." + table);
    String error = unsupported.get(name);
    if (error != null) {
      engines.forEach((workers, engine) -> {
        assertThat(catchThrowable(() -> engine.texts(ours)))
            .as("%s of %s is listed as unsupported", name, suite)
            .isInstanceOfSatisfying(
                SluiceException.class,
                failure -> assertThat(failure.code())
                    .as(failure.getMessage())
                    .isIn(
                        ErrorCode.NOT_SUPPORTED,
                        ErrorCode.FUNCTION_NOT_FOUND,
                        ErrorCode.SYNTAX_ERROR))
            .hasMessageContaining(error);
        engine.assertNothingLeft();
      });
      return;
    }
    List<List<String>> expected = reference.rows(query);
    if (suite.equals("clickbench")) {
      assertThat(expected).isNotEmpty();
    }
    engines.forEach((workers, engine) -> {
      List<List<String>> actual = engine.texts(ours);
      if (io.sluice.bench.SuiteQueries.isCutAtWill(query)) {
        assertThat(actual).as(workers).hasSameSizeAs(expected);
        String whole = io.sluice.bench.SuiteQueries.withoutLimit(query);
        assertThat(reference.rows(whole)).as(workers).containsAll(actual);
      } else {
        RowsAssert.assertSameRows(
            workers, actual, expected, io.sluice.bench.SuiteQueries.isOrdered(query));
      }
      engine.assertNothingLeft();
    });
  }

  @Override
  public void close() {
    engines.values().forEach(EmbeddedEngine::close);
    reference.close();
  }
}
