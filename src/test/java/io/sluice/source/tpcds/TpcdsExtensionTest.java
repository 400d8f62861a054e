package io.sluice.source.tpcds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.ScanTask;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpcdsExtensionTest {
  private static final ConfigValues CONFIG = ConfigValues.of(SessionOptions.ALL);
  private final TpcdsExtension extension = new TpcdsExtension();
  private final TaskEstimator estimator = extension.taskEstimators().get(0);

  private TableProvider table(String schema, String name) {
    return extension.catalogs().get(0).schema(schema).orElseThrow().table(name).orElseThrow();
  }

  private static TpcdsExec scan(TableProvider table, int partitions, String... columns) {
    List<Integer> projection =
        Arrays.stream(columns).map(column -> table.schema().indexOf(column)).toList();
    return scan(table, partitions, projection);
  }

  private static TpcdsExec scan(TableProvider table, int partitions, List<Integer> projection) {
    ConfigValues config = CONFIG.with(SessionOptions.TARGET_PARTITIONS, (long) partitions);
    return (TpcdsExec)
        table.scan(new ScanRequest(projection, List.of(), OptionalLong.empty(), config));
  }

  private static TpcdsExec scanAll(TableProvider table, int partitions) {
    return scan(
        table, partitions, IntStream.range(0, table.schema().size()).boxed().toList());
  }

  @ParameterizedTest
  @CsvSource({
    "call_center, 2, 31",
    "catalog_page, 11718, 9",
    "catalog_returns, 8923, 27",
    "catalog_sales, 89807, 34",
    "customer, 1000, 18",
    "customer_address, 1000, 13",
    "customer_demographics, 1920800, 9",
    "date_dim, 73049, 28",
    "household_demographics, 7200, 5",
    "income_band, 20, 3",
    "inventory, 261261, 4",
    "item, 2000, 22",
    "promotion, 3, 19",
    "reason, 1, 3",
    "ship_mode, 20, 6",
    "store, 2, 29",
    "store_returns, 11925, 20",
    "store_sales, 120527, 23",
    "time_dim, 86400, 10",
    "warehouse, 1, 14",
    "web_page, 2, 14",
    "web_returns, 1152, 24",
    "web_sales, 11876, 34",
    "web_site, 2, 26"
  })
  void everyTableOfTinyHasItsRowsAndColumns(String name, int rowCount, int columnCount) {
    TableProvider table = table("tiny", name);
    assertThat(table.schema().size()).isEqualTo(columnCount);
    long[] rows = new long[1];
    try (ScanTask task = ScanTask.ofBatchSize(8192)) {
      task.read(scan(table, 4, List.of(0)), batch -> rows[0] += batch.rowCount());
    }
    assertThat(rows[0]).isEqualTo(rowCount);
    assertThat(table.statistics().rowCount().getAsDouble())
        .isBetween(rowCount * 0.8, rowCount * 1.2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call_center",
        "catalog_page",
        "catalog_returns",
        "customer",
        "customer_address",
        "date_dim",
        "household_demographics",
        "item",
        "promotion",
        "ship_mode",
        "store",
        "store_returns",
        "warehouse",
        "web_page",
        "web_returns",
        "web_sales",
        "web_site"
      })
  void statisticsDescribeTheRows(String name) {
    TableProvider table = table("tiny", name);
    List<List<Object>> rows = ScanTask.rows(scanAll(table, 1), 8192, 1);
    for (int i = 0; i < table.schema().size(); i++) {
      int column = i;
      String what = table.schema().field(column).name();
      List<Object> values =
          rows.stream().map(row -> row.get(column)).filter(Objects::nonNull).toList();
      if (!table.schema().field(column).nullable()) {
        assertThat(values).as(what).hasSameSizeAs(rows);
      }
      if (values.isEmpty()) {
        continue;
      }
      var statistics = table.statistics().column(column);
      double distinct = values.stream().distinct().count();
      assertThat(statistics.distinctCount().getAsDouble())
          .as(what)
          .isBetween(distinct * 0.6, distinct * 1.8 + 1);
      statistics
          .min()
          .ifPresent(
              min -> assertThat(values).as(what).allMatch(value -> compare(value, min) >= 0));
      statistics
          .max()
          .ifPresent(
              max -> assertThat(values).as(what).allMatch(value -> compare(value, max) <= 0));
    }
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object value, Literal bound) {
    return ((Comparable<Object>) value).compareTo(bound.value());
  }

  @Test
  void valuesAreThoseOfTheGenerator() {
    TableProvider table = table("tiny", "STORE_SALES");
    assertThat(ScanTask.rows(scanAll(table, 1), 100, 1).get(0))
        .containsExactly(
            2451813L,
            65495L,
            1091L,
            6L,
            591617L,
            3428L,
            839L,
            2L,
            2L,
            1L,
            79,
            new BigDecimal("11.41"),
            new BigDecimal("18.71"),
            new BigDecimal("2.80"),
            new BigDecimal("99.54"),
            new BigDecimal("221.20"),
            new BigDecimal("901.39"),
            new BigDecimal("1478.09"),
            new BigDecimal("6.08"),
            new BigDecimal("99.54"),
            new BigDecimal("121.66"),
            new BigDecimal("127.74"),
            new BigDecimal("-779.73"));
    var callCenters = table("tiny", "call_center");
    assertThat(ScanTask.rows(
            scan(callCenters, 1, "cc_rec_start_date", "cc_rec_end_date", "cc_gmt_offset"), 10, 1))
        .containsExactly(
            Arrays.asList(
                (int) LocalDate.parse("1998-01-01").toEpochDay(), null, new BigDecimal("-5.00")),
            List.of(
                (int) LocalDate.parse("1998-01-01").toEpochDay(),
                (int) LocalDate.parse("2000-12-31").toEpochDay(),
                new BigDecimal("-5.00")));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 8192", "3, 1, 7", "2, 3, 1000", "16, 4, 8192"})
  void partsTogetherAreTheTable(int partitions, int tasks, int batchSize) {
    for (String name : List.of("web_sales", "web_returns", "item", "customer", "catalog_page")) {
      TpcdsExec whole = scanAll(table("tiny", name), 1);
      ExecutionPlan shared = estimator.scaleUpLeafNode(
          new TpcdsExec(name, ScaleFactor.TINY, whole.projection(), partitions, 1), tasks, CONFIG);
      assertThat(shared.partitionCount()).isEqualTo(partitions);
      assertThat(ScanTask.rows(shared, batchSize, tasks)).isEqualTo(ScanTask.rows(whole, 8192, 1));
    }
  }

  @Test
  void aProjectionMayBeEmptyAndInAnyOrder() {
    TableProvider table = table("tiny", "customer");
    assertThat(ScanTask.rows(scan(table, 1), 100, 1)).hasSize(1000).allMatch(List::isEmpty);
    TpcdsExec scan = scan(table, 1, "c_last_name", "c_customer_sk");
    assertThat(scan.schema().toString())
        .contains("c_last_name VARCHAR, c_customer_sk BIGINT NOT NULL");
    assertThat(ScanTask.rows(scan, 100, 1).get(0)).containsExactly("Lewis", 1L);
    assertThat(scan.displayAs())
        .isEqualTo("TpcdsExec: table=tiny.customer, projection=[c_last_name, c_customer_sk]");
    assertThat(scan.withTaskCount(2).displayAs()).endsWith("], tasks=2");
  }

  @Test
  void aRetainedBatchKeepsItsRows() {
    TpcdsExec scan = scan(table("tiny", "item"), 1, "i_item_sk", "i_brand", "i_rec_end_date");
    try (ScanTask task = ScanTask.ofBatchSize(100)) {
      var kept = new ArrayList<RecordBatch>();
      var rows = new ArrayList<List<Object>>();
      task.read(scan, batch -> {
        kept.add(batch.retain());
        rows.addAll(batch.rows());
      });
      assertThat(kept.stream().flatMap(batch -> batch.rows().stream())).isEqualTo(rows);
      kept.forEach(RecordBatch::release);
    }
  }

  @Test
  void tasksFollowFromBytesAndRows() {
    TpcdsExec sales = scanAll(table("sf1", "store_sales"), 16);
    long bytes = (long) sales.bytes();
    assertThat(estimate(sales, bytes)).isEqualTo(new TaskCount.Desired(1));
    assertThat(estimate(sales, bytes / 4 - 1)).isEqualTo(new TaskCount.Desired(5));
    assertThat(estimate(scanAll(table("sf1", "store"), 16), 1)).isEqualTo(new TaskCount.Desired(1));
  }

  private TaskCount estimate(TpcdsExec scan, long bytesPerTask) {
    return estimator
        .taskEstimation(scan, CONFIG.with(SessionOptions.BYTES_PER_TASK, bytesPerTask))
        .orElseThrow();
  }

  @Test
  void theCodecWritesEveryPartOfTheNode() {
    var codec = new TpcdsExecCodec();
    TpcdsExec scan =
        scan(table("sf0.1", "web_site"), 3, "web_name", "web_site_sk").withTaskCount(2);
    assertThat(codec.decode(codec.encode(scan, null), List.of(), null)).isEqualTo(scan);
    assertThatThrownBy(() -> codec.decode(new byte[] {1, 2, 3}, List.of(), null))
        .isInstanceOf(SluiceException.class);
  }

  @Test
  void statisticsGrowWithTheScale() {
    for (String name : Set.of("store_sales", "inventory", "customer")) {
      double before = 0;
      for (String schema : List.of("tiny", "sf1", "sf10", "sf1000")) {
        double rows = table(schema, name).statistics().rowCount().getAsDouble();
        assertThat(rows).isGreaterThan(before);
        before = rows;
      }
    }
    var genders = table("sf1000", "customer_demographics").statistics().column(1);
    assertThat(genders.distinctCount()).hasValue(2);
  }

  @Test
  void schemasAreScaleFactors() {
    var catalog = extension.catalogs().get(0);
    for (String name : List.of("tiny", "TINY", "sf1", "SF100", "sf0.1")) {
      assertThat(catalog.schema(name)).as(name).isPresent();
    }
    for (String name : List.of("", "sf", "large", "sf1x", "sf-1")) {
      assertThat(catalog.schema(name)).as(name).isEmpty();
    }
    assertThatThrownBy(() -> catalog.schema("sf0"))
        .isInstanceOf(SluiceException.class)
        .hasMessage("Scale factor 0 is not possible; it must be from 0.01 to 100000");
    assertThat(new HashSet<>(catalog.schema("sf1").orElseThrow().tableNames()))
        .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)))
        .hasSize(24);
  }
}
