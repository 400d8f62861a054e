package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.TableStatistics;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns as neither we nor DuckDB write them, and what conditions on them find. */
class ForeignTypesTest {
  private static final int FILTER = 3;
  private static final long SECOND = 1_700_000_000L;

  @TempDir
  Path directory;

  private static Statistics statistics(byte[] min, byte[] max) {
    return new Statistics().setMin_value(min).setMax_value(max).setNull_count(0);
  }

  private static DataType type(Path file) {
    return new ParquetFormat().open(List.of(file), PruningTable.CONFIG).schema().type(0);
  }

  /** The values for which a comparison with a constant is true. */
  private static List<Object> matching(Path file, ComparisonOperator operator, Object constant) {
    DataType type = type(file);
    List<PhysicalExpression> conditions = List.of(new ComparisonExpression(
        operator,
        new ColumnExpression("c", 0, type, false),
        new LiteralExpression(new Literal(type, constant))));
    return values(PruningTable.scan(file, 1, conditions, PruningTable.CONFIG), conditions);
  }

  private static List<Object> values(ParquetExec scan, List<PhysicalExpression> conditions) {
    return values(scan, conditions, RuntimeFilter.empty());
  }

  private static List<Object> values(
      ParquetExec scan, List<PhysicalExpression> conditions, RuntimeFilter keys) {
    return PruningTable.read(
            scan, conditions, FILTER, keys, PruningTable.CONFIG, new MemoryPool(1L << 30))
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  /** The values that a runtime filter of one key lets pass. */
  private static List<Object> passing(Path file, long key) {
    ParquetExec scan = PruningTable.scan(file, 1, List.of(), PruningTable.CONFIG)
        .withRuntimeFilter(new FilteredColumn(FILTER, 0));
    return values(scan, List.of(), RuntimeFilter.of(new long[] {key}, 0, 1, 1, 1));
  }

  @Test
  void instantsKeepTheirNanoseconds() throws IOException {
    long first = SECOND * 1_000_000_000L + 123_456_100;
    long second = first + 800;
    SchemaElement column = new SchemaElement("c")
        .setType(Type.INT64)
        .setLogicalType(
            LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.NANOS(new NanoSeconds()))));
    byte[] low = PlainParquetFile.longs(first);
    byte[] high = PlainParquetFile.longs(second);
    Path file = new PlainParquetFile(column)
        .withGroup(1, low, statistics(low, low))
        .withGroup(1, high, statistics(high, high))
        .write(directory.resolve("instants.parquet"));

    assertThat(type(file)).isEqualTo(DataType.TIMESTAMP_NANOS);
    assertThat(matching(file, ComparisonOperator.EQUAL, first)).containsExactly(first);
    assertThat(matching(file, ComparisonOperator.GREATER, first)).containsExactly(second);
    assertThat(passing(file, second)).containsExactly(second);
  }

  @Test
  void int96IsCutToMicrosecondsAndFoundByWhatItBecame() throws IOException {
    long micros = SECOND * 1_000_000L + 123_456;
    byte[] low = int96(micros, 100);
    byte[] high = int96(micros, 900);
    // Writers disagree on the order of INT96, so these bounds are of no order at all.
    Path file = new PlainParquetFile(new SchemaElement("c").setType(Type.INT96))
        .withGroup(1, low, statistics(int96(micros + 5, 0), int96(micros - 5, 0)))
        .withGroup(1, high, statistics(high, high))
        .write(directory.resolve("int96.parquet"));

    assertThat(type(file)).isEqualTo(DataType.TIMESTAMP);
    assertThat(matching(file, ComparisonOperator.EQUAL, micros)).containsExactly(micros, micros);
    assertThat(matching(file, ComparisonOperator.LESS_OR_EQUAL, micros)).hasSize(2);
    assertThat(matching(file, ComparisonOperator.GREATER, micros)).isEmpty();
    assertThat(passing(file, micros)).containsExactly(micros, micros);
    assertThat(passing(file, micros + 1)).isEmpty();
  }

  @Test
  void rowGroupsWithoutRowsAreSkippedWhateverTheirChunksSay() throws IOException {
    SchemaElement column = new SchemaElement("c").setType(Type.INT64);
    Path empty =
        new PlainParquetFile(column).withEmptyGroup().write(directory.resolve("empty.parquet"));
    byte[] values = PlainParquetFile.longs(4, 7);
    Path some = new PlainParquetFile(column)
        .withEmptyGroup()
        .withGroup(2, values, statistics(PlainParquetFile.longs(4), PlainParquetFile.longs(7)))
        .withEmptyGroup()
        .write(directory.resolve("some.parquet"));

    assertThat(matching(empty, ComparisonOperator.EQUAL, 4L)).isEmpty();
    assertThat(matching(some, ComparisonOperator.EQUAL, 4L)).containsExactly(4L);
    assertThat(values(PruningTable.scan(some, 1, List.of(), PruningTable.CONFIG), List.of()))
        .containsExactly(4L, 7L);
    TableStatistics statistics =
        new ParquetFormat().open(List.of(empty, some), PruningTable.CONFIG).statistics();
    assertThat(statistics.rowCount()).hasValue(2);
    assertThat(statistics.columns().get(0).min()).contains(Literal.of(4L));
    assertThat(statistics.columns().get(0).max()).contains(Literal.of(7L));
  }

  @Test
  void aRowGroupWithoutRowsMayLackItsChunks() throws IOException {
    SchemaElement column = new SchemaElement("c").setType(Type.INT64);
    Path file =
        new PlainParquetFile(column).withGroupOfNoChunks().write(directory.resolve("none.parquet"));

    assertThat(matching(file, ComparisonOperator.LESS, 4L)).isEmpty();
    assertThat(new ParquetFormat()
            .open(List.of(file), PruningTable.CONFIG)
            .statistics()
            .rowCount())
        .hasValue(0);
  }

  /** Nanoseconds of the day, then the Julian day. */
  private static byte[] int96(long micros, int nanos) {
    long dayMicros = 86_400_000_000L;
    return ByteBuffer.allocate(12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(micros % dayMicros * 1000 + nanos)
        .putInt((int) (micros / dayMicros) + 2_440_588)
        .array();
  }
}
