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

/** The 99 queries of TPC-DS; four of them have two variants. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpcdsSuiteTest {
  private static final List<String> TABLES = List.of(
      "call_center",
      "catalog_page",
      "catalog_returns",
      "catalog_sales",
      "customer",
      "customer_address",
      "customer_demographics",
      "date_dim",
      "household_demographics",
      "income_band",
      "inventory",
      "item",
      "promotion",
      "reason",
      "ship_mode",
      "store",
      "store_returns",
      "store_sales",
      "time_dim",
      "warehouse",
      "web_page",
      "web_returns",
      "web_sales",
      "web_site");

  @TempDir
  static Path temporary;

  private SuiteRunner runner;

  @BeforeAll
  void writeTables() {
    runner = new SuiteRunner("tpcds", ScaleOption.directory("tpcds", temporary), TABLES, tables -> {
      try (EmbeddedEngine engine = EmbeddedEngine.of(2, 2)) {
        tables.generate(engine, "tpcds.\"sf" + ScaleOption.scale() + "\"", TABLES);
      }
    });
  }

  @AfterAll
  void stop() {
    runner.close();
  }

  static List<String> queries() {
    return SuiteQueries.names("tpcds");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void givesTheRowsOfTheReference(String name) {
    runner.check(name);
  }
}
