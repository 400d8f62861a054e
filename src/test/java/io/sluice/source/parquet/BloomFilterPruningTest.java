package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigValues;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.InListExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.source.DuckDb;
import io.sluice.source.ScanTask;
import io.sluice.type.Binary;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row groups whose Bloom filter knows none of the values that are asked for are left out; those that have one are not. */
class BloomFilterPruningTest {
  private static final int GROUPS = 10;

  @TempDir
  static Path directory;

  private static DuckDb duckDb;
  private static Path file;
  private static Schema schema;

  /** Each row group has 256 of the even numbers to 5,118, in no order, and of them the smallest and the largest. */
  @BeforeAll
  static void open() {
    duckDb = new DuckDb();
    String number =
        "(CASE i % 256 WHEN 0 THEN 0 WHEN 1 THEN 5118 ELSE (i % 256 * 10 + i // 2048) * 2 END)";
    file = duckDb.copy(
        ("SELECT n::BIGINT AS big, n::INTEGER AS int, n::SMALLINT AS small, n::UINTEGER AS unsigned, n::UBIGINT AS large, n / 4.0 AS real,"
                + " n::FLOAT AS narrow, (n / 4)::DECIMAL(9, 2) AS price, (n / 4)::DECIMAL(15, 2) AS amount, n::DECIMAL(30, 2) AS wide, DATE '2000-01-01' + n::INTEGER AS day,"
                + " TIMESTAMP '2000-01-01' + INTERVAL (n) SECOND AS time, make_timestamp_ns(1700000000000000000 + n::BIGINT) AS nanos, TIME '00:00:00' + to_seconds(n::BIGINT) AS clock, encode('text ' || (n + 10000)) AS bytes, 'text ' || (n + 10000) AS text"
                + " FROM (SELECT %s AS n FROM range(%d) t(i))")
            .formatted(number, GROUPS * 2048),
        directory.resolve("bloom.parquet"),
        "FORMAT parquet, ROW_GROUP_SIZE 2048, DICTIONARY_SIZE_LIMIT 4096, BLOOM_FILTER_FALSE_POSITIVE_RATIO 0.001");
    schema =
        new ParquetFormat().open(List.of(file.toString()), PruningTable.CONFIG).schema();
  }

  @AfterAll
  static void close() {
    duckDb.close();
  }

  private static ColumnExpression column(String name) {
    int index = schema.indexOf(name);
    Field field = schema.field(index);
    return new ColumnExpression(field.name(), index, field.type(), field.nullable());
  }

  private static PhysicalExpression equal(String column, Object value) {
    ColumnExpression left = column(column);
    return new ComparisonExpression(
        ComparisonOperator.EQUAL, left, new LiteralExpression(new Literal(left.type(), value)));
  }

  /** In how many row groups rows are looked for. */
  private static long groups(PhysicalExpression condition, ConfigValues config) {
    ParquetExec scan = PruningTable.scan(file, schema.size(), List.of(condition), config);
    try (ScanTask task = new ScanTask(config, DistributedTaskContext.SINGLE, 1L << 30)) {
      ScanFilters filters =
          new ScanFilters(scan.schema(), scan.conditions(), List.of(), task.runtimeFilters());
      return scan.splits().stream()
          .filter(split -> !filters.pruner(split, task).find().rows().isEmpty())
          .count();
    }
  }

  private static void check(String column, Object present, Object absent) {
    assertThat(groups(equal(column, absent), PruningTable.CONFIG)).as(column).isLessThan(2);
    assertThat(groups(equal(column, present), PruningTable.CONFIG)).as(column).isBetween(1L, 2L);
    assertThat(groups(equal(column, absent), PruningTable.CONFIG_WITHOUT))
        .as(column)
        .isEqualTo(GROUPS);
    assertThat(rows(equal(column, present))).as(column).hasSize(8);
    assertThat(rows(equal(column, absent))).as(column).isEmpty();
  }

  private static List<List<Object>> rows(PhysicalExpression condition) {
    List<PhysicalExpression> conditions = List.of(condition);
    return PruningTable.read(
        PruningTable.scan(file, schema.size(), conditions, PruningTable.CONFIG),
        conditions,
        0,
        RuntimeFilter.empty(),
        PruningTable.CONFIG,
        new MemoryPool(1L << 30));
  }

  @Test
  void valuesOfEveryTypeAreHashedAsTheyAreWritten() {
    int day = (int) LocalDate.parse("2000-01-01").toEpochDay();
    long time = day * 86_400_000_000L;
    check("big", 46L, 47L);
    check("int", 46, 47);
    check("small", 46, 47);
    check("unsigned", 46L, 47L);
    check("large", new BigDecimal("46"), new BigDecimal("47"));
    check("real", 11.5, 11.75);
    check("narrow", 46f, 47f);
    check("price", new BigDecimal("11.50"), new BigDecimal("11.75"));
    check("amount", new BigDecimal("11.5"), new BigDecimal("11.75"));
    check("day", day + 46, day + 47);
    check("time", time + 46_000_000, time + 47_000_000);
    check("nanos", 1_700_000_000_000_000_046L, 1_700_000_000_000_000_047L);
    check("clock", 46_000_000L, 47_000_000L);
    check("bytes", binary("text 10046"), binary("text 10047"));
    check("text", "text 10046", "text 10047");
  }

  private static Binary binary(String text) {
    return Binary.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void valuesThatMayBeWrittenInOtherWaysLeaveOutNothing() {
    assertThat(groups(equal("narrow", -0.0f), PruningTable.CONFIG)).isEqualTo(GROUPS);
    assertThat(groups(equal("wide", new BigDecimal("47.00")), PruningTable.CONFIG))
        .isEqualTo(GROUPS);
    assertThat(groups(equal("real", -0.0), PruningTable.CONFIG)).isEqualTo(GROUPS);
    assertThat(rows(equal("real", -0.0))).hasSize(8 * GROUPS);
  }

  @Test
  void listsAreKnownWhereOneValueIs() {
    ColumnExpression big = column("big");
    List<Literal> absent = List.of(Literal.of(47L), Literal.of(49L), Literal.ofNull(big.type()));
    List<Literal> some = List.of(Literal.of(47L), Literal.of(46L));
    assertThat(groups(new InListExpression(big, absent, false), PruningTable.CONFIG))
        .isLessThan(2);
    assertThat(groups(new InListExpression(big, some, false), PruningTable.CONFIG))
        .isBetween(1L, 2L);
    assertThat(groups(new InListExpression(big, absent.subList(0, 2), true), PruningTable.CONFIG))
        .isEqualTo(GROUPS);
    assertThat(rows(new InListExpression(big, some, false))).hasSize(8);
  }

  @Test
  void aFilterThatIsTooLargeIsNotRead() {
    ConfigValues small = PruningTable.CONFIG.with(ParquetConfig.MAX_BLOOM_FILTER_BYTES, 100L);
    assertThat(groups(equal("big", 47L), small)).isEqualTo(GROUPS);
  }
}
