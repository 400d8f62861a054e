package io.sluice.source.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.LongVector;
import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.RecordBatchStream;
import io.sluice.source.ScanTask;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpchExtensionTest {
  private static final ConfigValues CONFIG = ConfigValues.of(SessionOptions.ALL);
  private final TpchExtension extension = new TpchExtension();
  private final TaskEstimator estimator = extension.taskEstimators().get(0);

  private TableProvider table(String schema, String name) {
    return extension.catalogs().get(0).schema(schema).orElseThrow().table(name).orElseThrow();
  }

  private static TpchExec scan(TableProvider table, int partitions, String... columns) {
    List<Integer> projection = IntStream.range(0, columns.length)
        .mapToObj(i -> table.schema().indexOf(columns[i]))
        .toList();
    ConfigValues config = CONFIG.with(SessionOptions.TARGET_PARTITIONS, (long) partitions);
    return (TpchExec)
        table.scan(new ScanRequest(projection, List.of(), OptionalLong.empty(), config));
  }

  private static TpchExec scanAll(TableProvider table, int partitions) {
    return scan(
        table,
        partitions,
        table.schema().fields().stream().map(field -> field.name()).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "customer, 1500, 8",
    "lineitem, 60175, 16",
    "nation, 25, 4",
    "orders, 15000, 9",
    "part, 2000, 9",
    "partsupp, 8000, 5",
    "region, 5, 3",
    "supplier, 100, 7"
  })
  void everyTableOfTinyHasTheRowsOfTheBenchmark(String name, int rowCount, int columnCount) {
    TableProvider table = table("tiny", name);
    List<List<Object>> rows = ScanTask.rows(scanAll(table, 4), 8192, 1);
    assertThat(rows).hasSize(rowCount).allMatch(row -> row.size() == columnCount);
    assertThat(rows).allMatch(row -> !row.contains(null));
    assertThat(table.statistics().rowCount()).hasValue(rowCount);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "customer",
        "lineitem",
        "nation",
        "orders",
        "part",
        "partsupp",
        "region",
        "supplier"
      })
  void distinctCountsAndBoundsDescribeTheRows(String name) {
    TableProvider table = table("tiny", name);
    List<List<Object>> rows = ScanTask.rows(scanAll(table, 1), 8192, 1);
    for (int i = 0; i < table.schema().size(); i++) {
      int column = i;
      double distinct = rows.stream().map(row -> row.get(column)).distinct().count();
      var statistics = table.statistics().column(column);
      assertThat(statistics.distinctCount().getAsDouble())
          .as(table.schema().field(column).name())
          .isBetween(distinct * 0.6, distinct * 1.8 + 1);
      statistics
          .min()
          .ifPresent(min -> assertThat(rows).allMatch(row -> compare(row.get(column), min) >= 0));
      statistics
          .max()
          .ifPresent(max -> assertThat(rows)
              .as(table.schema().field(column).name())
              .allMatch(row -> compare(row.get(column), max) <= 0));
    }
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object value, Literal bound) {
    return ((Comparable<Object>) value).compareTo(bound.value());
  }

  @Test
  void firstRowOfLineItemIsThatOfTheBenchmark() {
    List<Object> row;
    try (ScanTask task = ScanTask.ofBatchSize(7);
        RecordBatchStream stream = scanAll(table("sf1", "LINEITEM"), 100).execute(0, task)) {
      row = ScanTask.firstBatch(stream).rows().get(0);
    }
    assertThat(row)
        .containsExactly(
            1L,
            155190L,
            7706L,
            1,
            new BigDecimal("17.00"),
            new BigDecimal("21168.23"),
            new BigDecimal("0.04"),
            new BigDecimal("0.02"),
            "N",
            "O",
            day("1996-03-13"),
            day("1996-02-12"),
            day("1996-03-22"),
            "DELIVER IN PERSON",
            "TRUCK",
            "egular courts above the");
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }

  @Test
  void lineItemOfScaleOneHasTheKnownCountAndSums() {
    TpchExec scan = scan(table("sf1", "lineitem"), 3, "l_quantity", "l_extendedprice");
    long[] sums = new long[3];
    try (ScanTask task = ScanTask.ofBatchSize(8192)) {
      task.read(scan, batch -> {
        sums[0] += batch.rowCount();
        for (int column = 0; column < 2; column++) {
          long[] values = ((LongVector) batch.column(column)).values();
          for (int row = 0; row < batch.rowCount(); row++) {
            sums[column + 1] += values[row];
          }
        }
      });
    }
    assertThat(sums).containsExactly(6_001_215L, 153_078_795_00L, 229_577_310_901_20L);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 8192", "3, 1, 7", "2, 3, 1000", "16, 4, 8192"})
  void partsTogetherAreTheTable(int partitions, int tasks, int batchSize) {
    for (String name : List.of("orders", "nation", "supplier")) {
      TableProvider table = table("sf0.002", name);
      TpchExec whole = scanAll(table, 1);
      ExecutionPlan shared = estimator.scaleUpLeafNode(
          new TpchExec(whole.tableName(), 0.002, whole.projection(), partitions, 1), tasks, CONFIG);
      assertThat(shared.partitionCount()).isEqualTo(partitions);
      assertThat(ScanTask.rows(shared, batchSize, tasks)).isEqualTo(ScanTask.rows(whole, 8192, 1));
    }
  }

  @Test
  void aProjectionMayBeEmptyAndInAnyOrder() {
    TableProvider table = table("tiny", "customer");
    assertThat(ScanTask.rows(scan(table, 1), 100, 1)).hasSize(1500).allMatch(List::isEmpty);
    TpchExec scan = scan(table, 1, "c_mktsegment", "c_custkey");
    assertThat(scan.schema().toString())
        .contains("c_mktsegment VARCHAR NOT NULL, c_custkey BIGINT NOT NULL");
    assertThat(ScanTask.rows(scan, 100, 1).get(0)).containsExactly("BUILDING", 1L);
    assertThat(scan.displayAs())
        .isEqualTo("TpchExec: table=tiny.customer, projection=[c_mktsegment, c_custkey]");
    assertThat(scan.withTaskCount(2).displayAs()).endsWith("], tasks=2");
  }

  @Test
  void aRetainedBatchKeepsItsRows() {
    TpchExec scan = scan(table("tiny", "part"), 1, "p_partkey", "p_brand", "p_name");
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
    TpchExec lines = scanAll(table("sf1", "lineitem"), 16);
    long bytes = (long) lines.bytes();
    assertThat(estimate(lines, bytes)).isEqualTo(new TaskCount.Desired(1));
    assertThat(estimate(lines, bytes / 4)).isEqualTo(new TaskCount.Desired(5));
    assertThat(estimate(scanAll(table("sf1", "nation"), 16), 1))
        .isEqualTo(new TaskCount.Desired(1));
  }

  private TaskCount estimate(TpchExec scan, long bytesPerTask) {
    return estimator
        .taskEstimation(scan, CONFIG.with(SessionOptions.BYTES_PER_TASK, bytesPerTask))
        .orElseThrow();
  }

  @Test
  void theCodecWritesEveryPartOfTheNode() {
    var codec = new TpchExecCodec();
    TpchExec scan = scan(table("sf0.1", "orders"), 3, "o_clerk", "o_orderkey").withTaskCount(2);
    assertThat(codec.decode(codec.encode(scan, null), List.of(), null)).isEqualTo(scan);
    assertThatThrownBy(() -> codec.decode(new byte[] {1, 2, 3}, List.of(), null))
        .isInstanceOf(SluiceException.class);
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
        .hasMessage("Scale factor 0 is not possible; it must be from 0.001 to 100000");
    assertThat(new HashSet<>(catalog.schema("sf1").orElseThrow().tableNames()))
        .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)))
        .hasSize(8);
  }
}
