package io.sluice.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.TableStatistics;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.plan.runtimefilter.RuntimeFilter;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.TimeType;
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
    return new ParquetFormat()
        .open(List.of(file.toString()), PruningTable.CONFIG)
        .schema()
        .type(0);
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
  void timesOfEveryUnitAreMicroseconds() throws IOException {
    byte[] millis = new byte[] {57, 48, 0, 0};
    Path ofMillis = new PlainParquetFile(time(Type.INT32, TimeUnit.MILLIS(new MilliSeconds())))
        .withGroup(1, millis, statistics(millis, millis))
        .write(directory.resolve("millis.parquet"));
    assertThat(type(ofMillis)).isEqualTo(DataType.TIME);
    assertThat(matching(ofMillis, ComparisonOperator.EQUAL, 12_345_000L))
        .containsExactly(12_345_000L);
    assertThat(matching(ofMillis, ComparisonOperator.LESS, 12_345_000L)).isEmpty();
    assertThat(passing(ofMillis, 12_345_000L)).containsExactly(12_345_000L);

    byte[] low = PlainParquetFile.longs(12_345_100);
    byte[] high = PlainParquetFile.longs(12_345_900);
    Path ofNanos = new PlainParquetFile(time(Type.INT64, TimeUnit.NANOS(new NanoSeconds())))
        .withGroup(1, low, statistics(low, low))
        .withGroup(1, high, statistics(high, high))
        .write(directory.resolve("nanos.parquet"));
    assertThat(type(ofNanos)).isEqualTo(DataType.TIME);
    assertThat(matching(ofNanos, ComparisonOperator.EQUAL, 12_345L))
        .containsExactly(12_345L, 12_345L);
    assertThat(matching(ofNanos, ComparisonOperator.LESS_OR_EQUAL, 12_345L)).hasSize(2);
    assertThat(matching(ofNanos, ComparisonOperator.GREATER, 12_345L)).isEmpty();
    assertThat(passing(ofNanos, 12_345L)).containsExactly(12_345L, 12_345L);
  }

  private static SchemaElement time(Type type, TimeUnit unit) {
    return new SchemaElement("c")
        .setType(type)
        .setLogicalType(LogicalType.TIME(new TimeType(false, unit)));
  }

  @Test
  void aTimeOutsideOfTheDayIsDamage() throws IOException {
    byte[] value = PlainParquetFile.longs(86_400_000_001L);
    Path file = new PlainParquetFile(time(Type.INT64, TimeUnit.MICROS(new MicroSeconds())))
        .withGroup(1, value, statistics(value, value))
        .write(directory.resolve("late.parquet"));

    assertThatThrownBy(() -> matching(file, ComparisonOperator.GREATER, 5L))
        .isInstanceOfSatisfying(
            SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE))
        .hasMessageContaining("a TIME of 86400000001 microseconds");
  }

  @Test
  void bytesOfAFixedLengthAreFoundByBoundsThatAreCut() throws IOException {
    Binary low = Binary.of((byte) 1, (byte) 2, (byte) 3);
    Binary high = Binary.of((byte) 1, (byte) 0xFF, (byte) 3);
    SchemaElement column =
        new SchemaElement("c").setType(Type.FIXED_LEN_BYTE_ARRAY).setType_length(3);
    Path file = new PlainParquetFile(column)
        .withGroup(1, low.bytes(), statistics(new byte[] {1, 2}, new byte[] {1, 3}))
        .withGroup(1, high.bytes(), statistics(high.bytes(), new byte[] {2}))
        .write(directory.resolve("fixed.parquet"));

    assertThat(type(file)).isEqualTo(DataType.VARBINARY);
    assertThat(matching(file, ComparisonOperator.EQUAL, low)).containsExactly(low);
    assertThat(matching(file, ComparisonOperator.GREATER, low)).containsExactly(high);
    assertThat(matching(file, ComparisonOperator.LESS, low)).isEmpty();
  }

  @Test
  void bytesOfAnyLengthAreTextsWhereTheOptionSaysSo() throws IOException {
    byte[] value = {'a'};
    Path file = new PlainParquetFile(new SchemaElement("c").setType(Type.BYTE_ARRAY))
        .withGroup(1, new byte[] {1, 0, 0, 0, 'a'}, statistics(value, value))
        .write(directory.resolve("bytes.parquet"));

    assertThat(type(file)).isEqualTo(DataType.VARBINARY);
    assertThat(matching(file, ComparisonOperator.EQUAL, Binary.of(value)))
        .containsExactly(Binary.of(value));
    ConfigValues asText = PruningTable.CONFIG.with(ParquetConfig.BINARY_AS_TEXT, true);
    ParquetExec scan = PruningTable.scan(file, 1, List.of(), asText);
    assertThat(scan.schema().type(0)).isEqualTo(DataType.VARCHAR);
    assertThat(values(scan, List.of())).containsExactly("a");
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
    TableStatistics statistics = new ParquetFormat()
        .open(List.of(empty.toString(), some.toString()), PruningTable.CONFIG)
        .statistics();
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
            .open(List.of(file.toString()), PruningTable.CONFIG)
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
