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

/** The 22 queries of TPC-H. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpchSuiteTest {
  private static final List<String> TABLES =
      List.of("customer", "lineitem", "nation", "orders", "part", "partsupp", "region", "supplier");

  @TempDir
  static Path temporary;

  private SuiteRunner runner;

  @BeforeAll
  void writeTables() {
    runner = new SuiteRunner("tpch", ScaleOption.directory("tpch", temporary), TABLES, tables -> {
      try (EmbeddedEngine engine = EmbeddedEngine.of(2, 2)) {
        tables.generate(engine, "tpch.\"sf" + ScaleOption.scale() + "\"", TABLES);
      }
    });
  }

  @AfterAll
  void stop() {
    runner.close();
  }

  static List<String> queries() {
    return SuiteQueries.names("tpch");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void givesTheRowsOfTheReference(String name) {
    runner.check(name);
  }
}
