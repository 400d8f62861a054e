package io.sluice.suite;

import io.sluice.testing.EmbeddedEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The 43 queries of ClickBench over made-up visits; numbers of rows to leave out or to ask for at least are those of a small table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickBenchSuiteTest {
  private static final double ROWS_AT_SCALE_ONE = 1_000_000;

  @TempDir
  static Path temporary;

  private SuiteRunner runner;

  @BeforeAll
  void writeTable() {
    long rows = Math.round(ROWS_AT_SCALE_ONE * Double.parseDouble(ScaleOption.scale()));
    String statements = SuiteQueries.read("clickbench", "hits")
        .replace("${rows}", Long.toString(rows))
        .replace("${from}", "0")
        .replace("${to}", Long.toString(rows));
    runner = new SuiteRunner(
        "clickbench", ScaleOption.directory("clickbench", temporary), List.of("hits"), tables -> {
          try (EmbeddedEngine engine = EmbeddedEngine.of(1, 2)) {
            tables.write(engine, statements, "hits");
          }
        });
  }

  @AfterAll
  void stop() {
    runner.close();
  }

  static List<String> queries() {
    return SuiteQueries.names("clickbench");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void givesTheRowsOfTheReference(String name) {
    runner.check(name);
  }
}
