package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.InListExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.source.DuckDb;
import io.sluice.source.ScanTask;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row groups are left out only if no row of theirs can match, checked against DuckDB's answer to the same condition. */
class RowGroupPruningTest {
  private static final ConfigValues CONFIG = ConfigValues.of(SessionOptions.ALL);
  private static final int GROUPS = 10;

  @TempDir
  static Path directory;

  private static DuckDb duckDb;
  private static Path file;
  private static TableProvider table;

  @BeforeAll
  static void open() {
    duckDb = new DuckDb();
    file = duckDb.copy(
        "SELECT i AS id, -i AS down, (i / 4)::DECIMAL(20, 2) AS price, DATE '1992-01-01' + (i // 16)::INTEGER AS day,"
            + " if(i % 2048 = 77, 'NaN'::DOUBLE, i / 3) AS real, chr(97 + (i // 2048)::INTEGER) || repeat('long', 40) || i AS name,"
            + " if(i // 2048 = 3 OR i // 2048 = 4 AND i % 2 = 0, NULL, i) AS holes"
            + " FROM range(%d) t(i)".formatted(GROUPS * 2048),
        directory.resolve("pruned.parquet"),
        "FORMAT parquet, ROW_GROUP_SIZE 2048, COMPRESSION uncompressed");
    table = new ParquetFormat().open(List.of(file.toString()), CONFIG);
  }

  @AfterAll
  static void close() {
    duckDb.close();
  }

  private static ColumnExpression column(String name) {
    int index = table.schema().indexOf(name);
    Field field = table.schema().field(index);
    return new ColumnExpression(field.name(), index, field.type(), field.nullable());
  }

  private static PhysicalExpression compare(
      String column, ComparisonOperator operator, Object value) {
    ColumnExpression left = column(column);
    return new ComparisonExpression(
        operator, left, new LiteralExpression(new Literal(left.type(), value)));
  }

  /** Reads with a filter; what matches according to DuckDB must be among the rows. */
  private static int groupsRead(String sql, PhysicalExpression... filters) {
    ParquetExec scan = (ParquetExec)
        table.scan(new ScanRequest(List.of(0), List.of(filters), OptionalLong.empty(), CONFIG));
    List<List<Object>> expected = duckDb.rows(
        "SELECT id FROM '" + file + "' WHERE " + sql, table.schema().project(new int[] {0}));
    assertThat(ScanTask.rows(scan, 8192, 1)).containsAll(expected);
    return scan.splits().size();
  }

  @Test
  void comparisonsLeaveOutRowGroups() {
    assertThat(groupsRead("id = 3000", compare("id", ComparisonOperator.EQUAL, 3000L)))
        .isEqualTo(1);
    assertThat(groupsRead("id < 2048", compare("id", ComparisonOperator.LESS, 2048L)))
        .isEqualTo(1);
    assertThat(groupsRead("id <= 2048", compare("id", ComparisonOperator.LESS_OR_EQUAL, 2048L)))
        .isEqualTo(2);
    assertThat(groupsRead("id > 18431", compare("id", ComparisonOperator.GREATER, 18_431L)))
        .isEqualTo(1);
    assertThat(
            groupsRead("id >= 18431", compare("id", ComparisonOperator.GREATER_OR_EQUAL, 18_431L)))
        .isEqualTo(2);
    assertThat(groupsRead("down > -5", compare("down", ComparisonOperator.GREATER, -5L)))
        .isEqualTo(1);
    assertThat(groupsRead("id <> 5", compare("id", ComparisonOperator.NOT_EQUAL, 5L)))
        .isEqualTo(GROUPS);
    assertThat(groupsRead("id = -1", compare("id", ComparisonOperator.EQUAL, -1L)))
        .isZero();
  }

  @Test
  void boundsOfEveryTypeAreUnderstood() {
    assertThat(groupsRead(
            "price < 100", compare("price", ComparisonOperator.LESS, new BigDecimal("100.00"))))
        .isEqualTo(1);
    int day = (int) LocalDate.parse("1992-01-02").toEpochDay();
    assertThat(groupsRead(
            "day <= DATE '1992-01-02'", compare("day", ComparisonOperator.LESS_OR_EQUAL, day)))
        .isEqualTo(1);
    assertThat(groupsRead("name < 'b'", compare("name", ComparisonOperator.LESS, "b")))
        .isEqualTo(1);
    assertThat(groupsRead("name > 'j'", compare("name", ComparisonOperator.GREATER, "j")))
        .isEqualTo(1);
    assertThat(groupsRead(
            "name = 'clonglong'", compare("name", ComparisonOperator.EQUAL, "clonglong")))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void notANumberIsLargerThanEveryBound() {
    assertThat(groupsRead("real < 1", compare("real", ComparisonOperator.LESS, 1.0)))
        .isPositive();
    assertThat(groupsRead("real > 1e9", compare("real", ComparisonOperator.GREATER, 1e9)))
        .isEqualTo(GROUPS);
  }

  @Test
  void nullsAreCounted() {
    assertThat(groupsRead("holes IS NULL", new IsNullExpression(column("holes"), false)))
        .isEqualTo(2);
    assertThat(groupsRead("holes IS NOT NULL", new IsNullExpression(column("holes"), true)))
        .isEqualTo(GROUPS - 1);
    assertThat(groupsRead("holes = 7000", compare("holes", ComparisonOperator.EQUAL, 7000L)))
        .isZero();
  }

  @Test
  void conditionsCombine() {
    PhysicalExpression first = compare("id", ComparisonOperator.LESS, 10L);
    PhysicalExpression last = compare("id", ComparisonOperator.GREATER, 20_000L);
    PhysicalExpression either = new LogicalExpression(LogicalOperator.OR, List.of(first, last));
    assertThat(groupsRead("id < 10 OR id > 20000", either)).isEqualTo(2);
    assertThat(groupsRead("id < 10 AND id > 20000", first, last)).isZero();
    List<Literal> values = new ArrayList<>();
    values.add(Literal.of(1L));
    values.add(Literal.of(5000L));
    values.add(Literal.ofNull(DataType.BIGINT));
    assertThat(
            groupsRead("id IN (1, 5000, NULL)", new InListExpression(column("id"), values, false)))
        .isEqualTo(2);
    assertThat(groupsRead(
            "id NOT IN (1, 5000)", new InListExpression(column("id"), values.subList(0, 2), true)))
        .isEqualTo(GROUPS);
  }

  @Test
  void usedConditionsAreShown() {
    ParquetExec scan = (ParquetExec) table.scan(new ScanRequest(
        List.of(3),
        List.of(compare("id", ComparisonOperator.LESS, 10L)),
        OptionalLong.empty(),
        CONFIG));
    assertThat(scan.displayAs())
        .isEqualTo("ParquetExec: files=1, row_groups=1, projection=[day], predicate=id@0 < 10");
  }
}
