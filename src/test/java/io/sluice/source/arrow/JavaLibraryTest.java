package io.sluice.source.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.DictionaryVector;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableProvider;
import io.sluice.source.ScanTask;
import io.sluice.source.arrow.buffer.BufferCompression;
import io.sluice.source.arrow.write.ArrowWriter;
import io.sluice.testing.BatchGenerator;
import io.sluice.type.ArrayType;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Interval;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.IntervalDayVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.impl.UnionMapWriter;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that the Java library of Arrow writes, and ours as it reads them. */
class JavaLibraryTest {
  private static final int ROWS = 23;

  @TempDir
  Path folder;

  private final BufferAllocator allocator = new RootAllocator();
  private final List<FieldVector> vectors = new ArrayList<>();
  private final DictionaryProvider.MapDictionaryProvider dictionaries =
      new DictionaryProvider.MapDictionaryProvider();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (FieldVector vector : vectors) {
      vector.close();
    }
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
    allocator.close();
  }

  /** Adds a column of that type; every third row is NULL. */
  @SuppressWarnings("unchecked")
  private <V extends FieldVector> void add(String name, ArrowType type, ObjIntConsumer<V> set) {
    V vector =
        (V) new org.apache.arrow.vector.types.pojo.Field(name, FieldType.nullable(type), List.of())
            .createVector(allocator);
    fill(vector, set);
  }

  private <V extends FieldVector> void fill(V vector, ObjIntConsumer<V> set) {
    vector.allocateNew();
    for (int i = 0; i < ROWS; i++) {
      if (i % 3 != 0) {
        set.accept(vector, i);
      }
    }
    vector.setValueCount(ROWS);
    vectors.add(vector);
  }

  private Path writeFile(CodecType codec) throws IOException {
    Path file = folder.resolve("java.arrow");
    try (VectorSchemaRoot root = new VectorSchemaRoot(vectors);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ArrowFileWriter writer = new ArrowFileWriter(
            root,
            dictionaries,
            channel,
            Map.of("made", "by a test"),
            IpcOption.DEFAULT,
            codec == CodecType.NO_COMPRESSION
                ? NoCompressionCodec.Factory.INSTANCE
                : CommonsCompressionFactory.INSTANCE,
            codec)) {
      writer.writeBatch();
      writer.writeBatch();
      writer.end();
      vectors.clear();
    }
    return file;
  }

  private static List<Object> column(List<List<Object>> rows, int column) {
    return rows.stream().limit(ROWS).map(row -> row.get(column)).toList();
  }

  /** What is expected of a column of which every third row is NULL. */
  private static List<Object> expected(IntFunction<Object> value) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      values.add(i % 3 == 0 ? null : value.apply(i));
    }
    return values;
  }

  private void check(List<DataType> types, List<IntFunction<Object>> values, Path file) {
    TableProvider table = ArrowScans.open(file);
    assertThat(table.schema().fields().stream().map(Field::type)).isEqualTo(types);
    List<List<Object>> rows = ArrowScans.rows(file);
    assertThat(rows).hasSize(2 * ROWS);
    assertThat(rows.subList(ROWS, 2 * ROWS)).isEqualTo(rows.subList(0, ROWS));
    for (int i = 0; i < values.size(); i++) {
      assertThat(column(rows, i))
          .as(table.schema().field(i).toString())
          .isEqualTo(expected(values.get(i)));
    }
    assertThat(table.statistics().rowCount()).hasValue(2 * ROWS);
  }

  private static ArrowType integer(int bits, boolean isSigned) {
    return new ArrowType.Int(bits, isSigned);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(
      value = CodecType.class,
      names = {"NO_COMPRESSION", "LZ4_FRAME", "ZSTD"})
  void numbersTextsAndTimesAreReadOfAllWidthsAndUnits(CodecType codec) throws IOException {
    this.<BitVector>add("bool", new ArrowType.Bool(), (v, i) -> v.set(i, i % 2));
    this.<TinyIntVector>add("int8", integer(8, true), (v, i) -> v.set(i, -i));
    this.<SmallIntVector>add("int16", integer(16, true), (v, i) -> v.set(i, -300 * i));
    this.<IntVector>add("int32", integer(32, true), (v, i) -> v.set(i, -70_000 * i));
    this.<BigIntVector>add("int64", integer(64, true), (v, i) -> v.set(i, Long.MIN_VALUE + i));
    this.<UInt1Vector>add("uint8", integer(8, false), (v, i) -> v.set(i, 200 + i));
    this.<UInt2Vector>add("uint16", integer(16, false), (v, i) -> v.set(i, 65_500 + i));
    this.<UInt4Vector>add("uint32", integer(32, false), (v, i) -> v.set(i, -i));
    this.<UInt8Vector>add("uint64", integer(64, false), (v, i) -> v.set(i, -i));
    this.<Float2Vector>add(
        "half",
        new ArrowType.FloatingPoint(FloatingPointPrecision.HALF),
        (v, i) -> v.setWithPossibleTruncate(i, -0.125f * i));
    this.<Float4Vector>add(
        "single",
        new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE),
        (v, i) -> v.set(i, 0.1f * i));
    this.<Float8Vector>add(
        "double",
        new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE),
        (v, i) -> v.set(i, 0.1 * i));
    this.<DecimalVector>add(
        "decimal",
        new ArrowType.Decimal(12, 2, 128),
        (v, i) -> v.set(i, BigDecimal.valueOf(-123_456_789L * i, 2)));
    this.<DecimalVector>add(
        "wide",
        new ArrowType.Decimal(38, 4, 128),
        (v, i) -> v.set(i, new BigDecimal("-1234567890123456789012345678901234.0007")));
    this.<Decimal256Vector>add(
        "decimal256",
        new ArrowType.Decimal(38, 3, 256),
        (v, i) -> v.set(i, new BigDecimal("-12345678901234567890123456789012345.007")));
    this.<VarCharVector>add("utf8", new ArrowType.Utf8(), (v, i) -> v.setSafe(i, bytes("ä" + i)));
    this.<LargeVarCharVector>add(
        "large_utf8", new ArrowType.LargeUtf8(), (v, i) -> v.setSafe(i, bytes("€" + i)));
    this.<VarBinaryVector>add(
        "binary", new ArrowType.Binary(), (v, i) -> v.setSafe(i, new byte[] {(byte) 0xFF, 0}));
    this.<LargeVarBinaryVector>add(
        "large_binary", new ArrowType.LargeBinary(), (v, i) -> v.setSafe(i, new byte[i]));
    this.<FixedSizeBinaryVector>add(
        "fixed", new ArrowType.FixedSizeBinary(3), (v, i) -> v.set(i, new byte[] {1, 2, (byte) i}));
    this.<DateDayVector>add("date32", new ArrowType.Date(DateUnit.DAY), (v, i) -> v.set(i, -i));
    this.<DateMilliVector>add(
        "date64", new ArrowType.Date(DateUnit.MILLISECOND), (v, i) -> v.set(i, -86_400_000L * i));
    this.<NullVector>add("null", new ArrowType.Null(), (v, i) -> {});
    Path file = writeFile(codec);
    check(
        List.of(
            DataType.BOOLEAN,
            DataType.TINYINT,
            DataType.SMALLINT,
            DataType.INTEGER,
            DataType.BIGINT,
            DataType.INTEGER,
            DataType.INTEGER,
            DataType.BIGINT,
            DataType.decimal(20, 0),
            DataType.REAL,
            DataType.REAL,
            DataType.DOUBLE,
            DataType.decimal(12, 2),
            DataType.decimal(38, 4),
            DataType.decimal(38, 3),
            DataType.VARCHAR,
            DataType.VARCHAR,
            DataType.VARBINARY,
            DataType.VARBINARY,
            DataType.VARBINARY,
            DataType.DATE,
            DataType.DATE,
            DataType.VARCHAR),
        List.of(
            i -> i % 2 == 1,
            i -> (byte) -i,
            i -> (short) (-300 * i),
            i -> -70_000 * i,
            i -> Long.MIN_VALUE + i,
            i -> 200 + i,
            i -> (65_500 + i) & 0xFFFF,
            i -> (1L << 32) - i,
            i -> new BigDecimal("18446744073709551616").subtract(BigDecimal.valueOf(i)),
            i -> -0.125f * i,
            i -> 0.1f * i,
            i -> 0.1 * i,
            i -> BigDecimal.valueOf(-123_456_789L * i, 2),
            i -> new BigDecimal("-1234567890123456789012345678901234.0007"),
            i -> new BigDecimal("-12345678901234567890123456789012345.007"),
            i -> "ä" + i,
            i -> "€" + i,
            i -> Binary.of((byte) 0xFF, (byte) 0),
            i -> Binary.of(new byte[i]),
            i -> Binary.of((byte) 1, (byte) 2, (byte) i),
            i -> -i,
            i -> -i,
            i -> null),
        file);
  }

  @Test
  void timesAndIntervalsAreReadOfAllUnits() throws IOException {
    this.<TimeSecVector>add(
        "time_s", new ArrowType.Time(TimeUnit.SECOND, 32), (v, i) -> v.set(i, i));
    this.<TimeMilliVector>add(
        "time_ms", new ArrowType.Time(TimeUnit.MILLISECOND, 32), (v, i) -> v.set(i, i));
    this.<TimeMicroVector>add(
        "time_us", new ArrowType.Time(TimeUnit.MICROSECOND, 64), (v, i) -> v.set(i, i));
    this.<TimeNanoVector>add(
        "time_ns", new ArrowType.Time(TimeUnit.NANOSECOND, 64), (v, i) -> v.set(i, 1999L * i));
    for (String zone : Arrays.asList(null, "Europe/Berlin")) {
      for (TimeUnit unit : TimeUnit.values()) {
        this.<TimeStampVector>add(
            "timestamp", new ArrowType.Timestamp(unit, zone), (v, i) -> v.set(i, -1001L * i));
      }
    }
    this.<IntervalYearVector>add(
        "months", new ArrowType.Interval(IntervalUnit.YEAR_MONTH), (v, i) -> v.set(i, -i));
    this.<IntervalDayVector>add(
        "days", new ArrowType.Interval(IntervalUnit.DAY_TIME), (v, i) -> v.set(i, i, -i));
    this.<IntervalMonthDayNanoVector>add(
        "nanos",
        new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO),
        (v, i) -> v.set(i, i, -i, 1999L * i));
    this.<DurationVector>add(
        "duration", new ArrowType.Duration(TimeUnit.SECOND), (v, i) -> v.set(i, -i));
    check(
        List.of(
            DataType.TIME,
            DataType.TIME,
            DataType.TIME,
            DataType.TIME,
            DataType.TIMESTAMP,
            DataType.TIMESTAMP,
            DataType.TIMESTAMP,
            DataType.TIMESTAMP_NANOS,
            DataType.TIMESTAMP_TZ,
            DataType.TIMESTAMP_TZ,
            DataType.TIMESTAMP_TZ,
            DataType.TIMESTAMP_TZ,
            DataType.INTERVAL,
            DataType.INTERVAL,
            DataType.INTERVAL,
            DataType.INTERVAL),
        List.of(
            i -> 1_000_000L * i,
            i -> 1_000L * i,
            i -> (long) i,
            i -> 1999L * i / 1000,
            i -> -1_001_000_000L * i,
            i -> -1_001_000L * i,
            i -> -1001L * i,
            i -> -1001L * i,
            i -> -1_001_000_000L * i,
            i -> -1_001_000L * i,
            i -> -1001L * i,
            i -> Math.floorDiv(-1001L * i, 1000),
            i -> new Interval(-i, 0, 0),
            i -> new Interval(0, i, -1000L * i),
            i -> new Interval(i, -i, 1999L * i / 1000),
            i -> new Interval(0, 0, -1_000_000L * i)),
        writeFile(CodecType.NO_COMPRESSION));
  }

  @ParameterizedTest
  @EnumSource(
      value = CodecType.class,
      names = {"NO_COMPRESSION", "LZ4_FRAME"})
  void nestedValuesAreRead(CodecType codec) throws IOException {
    ListVector list = ListVector.empty("list", allocator);
    list.addOrGetVector(FieldType.nullable(integer(32, true)));
    fill(list, (v, i) -> {
      IntVector elements = (IntVector) v.getDataVector();
      int start = v.startNewValue(i);
      for (int k = 0; k < i % 4; k++) {
        if (k == 1) {
          elements.setNull(start + k);
        } else {
          elements.setSafe(start + k, i + k);
        }
      }
      v.endValue(i, i % 4);
    });
    LargeListVector large = LargeListVector.empty("large", allocator);
    large.addOrGetVector(FieldType.nullable(new ArrowType.Utf8()));
    fill(large, (v, i) -> {
      long start = v.startNewValue(i);
      ((VarCharVector) v.getDataVector()).setSafe((int) start, bytes("t" + i));
      v.endValue(i, 1);
    });
    FixedSizeListVector pair = FixedSizeListVector.empty("pair", 2, allocator);
    pair.addOrGetVector(FieldType.nullable(integer(64, true)));
    fill(pair, (v, i) -> {
      int start = v.startNewValue(i);
      ((BigIntVector) v.getDataVector()).setSafe(start, i);
      ((BigIntVector) v.getDataVector()).setSafe(start + 1, -i);
    });
    StructVector struct = StructVector.empty("struct", allocator);
    IntVector number = struct.addOrGet("n", FieldType.nullable(integer(32, true)), IntVector.class);
    VarCharVector text =
        struct.addOrGet("t", FieldType.nullable(new ArrowType.Utf8()), VarCharVector.class);
    fill(struct, (v, i) -> {
      v.setIndexDefined(i);
      number.setSafe(i, i);
      if (i % 2 == 0) {
        text.setSafe(i, bytes("s" + i));
      }
    });
    MapVector map = MapVector.empty("map", allocator, false);
    UnionMapWriter writer = map.getWriter();
    writer.allocate();
    for (int i = 0; i < ROWS; i++) {
      writer.setPosition(i);
      if (i % 3 != 0) {
        writer.startMap();
        writer.startEntry();
        writer.key().integer().writeInt(i);
        writer.value().integer().writeInt(-i);
        writer.endEntry();
        writer.startEntry();
        writer.key().integer().writeInt(i + 1);
        writer.endEntry();
        writer.endMap();
      } else {
        writer.writeNull();
      }
    }
    map.setValueCount(ROWS);
    vectors.add(map);
    check(
        List.of(
            DataType.array(DataType.INTEGER),
            DataType.array(DataType.VARCHAR),
            DataType.array(DataType.BIGINT),
            new RowType(List.of(
                new Field("n", DataType.INTEGER, true), new Field("t", DataType.VARCHAR, true))),
            DataType.map(DataType.INTEGER, DataType.INTEGER)),
        List.of(
            i -> {
              List<Object> elements = new ArrayList<>();
              for (int k = 0; k < i % 4; k++) {
                elements.add(k == 1 ? null : i + k);
              }
              return elements;
            },
            i -> List.of("t" + i),
            i -> List.of((long) i, (long) -i),
            i -> Arrays.asList(i, i % 2 == 0 ? "s" + i : null),
            i -> {
              Map<Object, Object> entries = new LinkedHashMap<>();
              entries.put(i, -i);
              entries.put(i + 1, null);
              return entries;
            }),
        writeFile(codec));
  }

  private void addEncoded(String name, long id, ArrowType.Int index) {
    VarCharVector values = new VarCharVector("values", allocator);
    values.allocateNew();
    for (int i = 0; i < 5; i++) {
      values.setSafe(i, bytes(name + i));
    }
    values.setValueCount(5);
    open.add(values);
    Dictionary dictionary = new Dictionary(values, new DictionaryEncoding(id, false, index));
    dictionaries.put(dictionary);
    try (VarCharVector plain = new VarCharVector(name, allocator)) {
      plain.allocateNew();
      for (int i = 0; i < ROWS; i++) {
        if (i % 3 != 0) {
          plain.setSafe(i, bytes(name + i % 5));
        }
      }
      plain.setValueCount(ROWS);
      vectors.add((FieldVector) DictionaryEncoder.encode(plain, dictionary));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = CodecType.class,
      names = {"NO_COMPRESSION", "ZSTD"})
  void dictionariesAreReadOfAllIndexTypes(CodecType codec) throws IOException {
    addEncoded("a", 7, new ArrowType.Int(8, true));
    addEncoded("b", 8, new ArrowType.Int(16, true));
    addEncoded("c", 9, new ArrowType.Int(32, true));
    addEncoded("d", 10, new ArrowType.Int(64, true));
    addEncoded("e", 11, new ArrowType.Int(8, false));
    addEncoded("f", 12, new ArrowType.Int(16, false));
    Path file = writeFile(codec);
    check(
        Collections.nCopies(6, DataType.VARCHAR),
        List.of(
            i -> "a" + i % 5,
            i -> "b" + i % 5,
            i -> "c" + i % 5,
            i -> "d" + i % 5,
            i -> "e" + i % 5,
            i -> "f" + i % 5),
        file);
    try (ScanTask task = ScanTask.ofBatchSize(10)) {
      task.read(
          ArrowScans.scan(ArrowScans.open(file), List.of(2), 1),
          batch -> assertThat(batch.column(0)).isInstanceOf(DictionaryVector.class));
    }
  }

  /** A dictionary of which one value is NULL, used by a column and inside of lists and structs. */
  @Test
  void dictionariesWithNullAndInsideOfOtherValuesAreRead() throws IOException {
    VarCharVector values = new VarCharVector("values", allocator);
    values.allocateNew();
    values.setSafe(0, bytes("zero"));
    values.setNull(1);
    values.setSafe(2, bytes("two"));
    values.setValueCount(3);
    open.add(values);
    DictionaryEncoding encoding = new DictionaryEncoding(5, false, null);
    dictionaries.put(new Dictionary(values, encoding));
    FieldType codes = new FieldType(true, integer(32, true), encoding);
    fill(
        (IntVector) codes.createNewSingleVector("plain", allocator, null),
        (v, i) -> v.set(i, i % 3));
    StructVector struct = StructVector.empty("struct", allocator);
    IntVector part = struct.addOrGet("part", codes, IntVector.class);
    fill(struct, (v, i) -> {
      v.setIndexDefined(i);
      part.setSafe(i, i % 3);
    });
    ListVector list = ListVector.empty("list", allocator);
    list.addOrGetVector(codes);
    fill(list, (v, i) -> {
      int start = v.startNewValue(i);
      ((IntVector) v.getDataVector()).setSafe(start, i % 3);
      ((IntVector) v.getDataVector()).setSafe(start + 1, 2);
      v.endValue(i, 2);
    });
    List<String> texts = Arrays.asList("zero", null, "two");
    check(
        List.of(
            DataType.VARCHAR,
            new RowType(List.of(new Field("part", DataType.VARCHAR, true))),
            DataType.array(DataType.VARCHAR)),
        List.of(
            i -> texts.get(i % 3),
            i -> Collections.singletonList(texts.get(i % 3)),
            i -> Arrays.asList(texts.get(i % 3), "two")),
        writeFile(CodecType.NO_COMPRESSION));
  }

  @Test
  void streamsAreRead() throws IOException {
    this.<BigIntVector>add("n", integer(64, true), (v, i) -> v.set(i, i));
    addEncoded("t", 3, new ArrowType.Int(32, true));
    Path file = folder.resolve("java.arrows");
    try (VectorSchemaRoot root = new VectorSchemaRoot(vectors);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ArrowStreamWriter writer = new ArrowStreamWriter(root, dictionaries, channel)) {
      writer.writeBatch();
      writer.writeBatch();
      writer.end();
      vectors.clear();
    }
    check(
        List.of(DataType.BIGINT, DataType.VARCHAR), List.of(i -> (long) i, i -> "t" + i % 5), file);
    assertThat(ArrowScans.scan(ArrowScans.open(file), 4).splitCount()).isEqualTo(1);
  }

  @Test
  void aColumnThatCannotBeReadIsAnErrorOnlyWhereAQueryAsksForIt() throws IOException {
    this.<BigIntVector>add("before", integer(64, true), (v, i) -> v.set(i, i));
    this.<ViewVarCharVector>add(
        "view",
        new ArrowType.Utf8View(),
        (v, i) -> v.setSafe(i, bytes("a text that is longer than twelve bytes " + i)));
    this.<Decimal256Vector>add(
        "large", new ArrowType.Decimal(60, 3, 256), (v, i) -> v.set(i, new BigDecimal("1.000")));
    this.<BigIntVector>add("behind", integer(64, true), (v, i) -> v.set(i, -i));
    TableProvider table = ArrowScans.open(writeFile(CodecType.NO_COMPRESSION));
    List<List<Object>> rows = ScanTask.rows(ArrowScans.scan(table, List.of(3, 0), 1), 100, 1);
    assertThat(column(rows, 0)).isEqualTo(expected(i -> (long) -i));
    assertThat(column(rows, 1)).isEqualTo(expected(i -> (long) i));
    assertRefused(table, 1, "'view'", "Utf8View");
    assertRefused(table, 2, "'large'", "Decimal256(60, 3)");
  }

  private static void assertRefused(TableProvider table, int column, String... words) {
    assertThatThrownBy(() -> ArrowScans.scan(table, List.of(column), 1))
        .isInstanceOfSatisfying(
            SluiceException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.NOT_SUPPORTED))
        .hasMessageContainingAll(words);
  }

  @ParameterizedTest
  @EnumSource(BufferCompression.class)
  void oursAreReadByTheLibrary(BufferCompression compression) throws IOException {
    Schema schema = BatchGenerator.allTypes();
    RecordBatch batch = new BatchGenerator(schema, 42).batch(200);
    Path file = folder.resolve("ours.arrow");
    try (ArrowWriter writer = ArrowWriter.create(file, schema, compression, 70)) {
      writer.write(batch);
      writer.finish();
    }
    List<List<Object>> rows = batch.rows();
    try (FileChannel channel = FileChannel.open(file);
        ArrowFileReader reader =
            new ArrowFileReader(channel, allocator, CommonsCompressionFactory.INSTANCE)) {
      int row = 0;
      while (reader.loadNextBatch()) {
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        for (int i = 0; i < root.getRowCount(); i++) {
          for (int column = 0; column < schema.size(); column++) {
            Object theirs = root.getVector(column).getObject(i);
            assertThat(form(schema.type(column), theirs))
                .as("row %d of %s", row, schema.field(column))
                .isEqualTo(form(schema.type(column), rows.get(row).get(column)));
          }
          row++;
        }
      }
      assertThat(row).isEqualTo(200);
      assertThat(reader.getRecordBlocks()).hasSize(3);
    }
  }

  /** A value of either side in one form. */
  private static Object form(DataType type, Object value) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case VARCHAR -> value.toString();
      case VARBINARY -> value instanceof Binary binary ? binary : Binary.of((byte[]) value);
      case UUID -> {
        if (value instanceof byte[] bytes) {
          ByteBuffer words = ByteBuffer.wrap(bytes);
          yield new UUID(words.getLong(), words.getLong());
        }
        yield value;
      }
      case TIMESTAMP, TIMESTAMP_NANOS ->
        value instanceof LocalDateTime time
            // At the edges of the type the product alone has too many bits, but not the sum.
            ? time.toEpochSecond(ZoneOffset.UTC) * unitsPerSecond(type)
                + time.getNano() * unitsPerSecond(type) / 1_000_000_000
            : value;
      case INTERVAL ->
        value instanceof PeriodDuration span
            ? new Interval(
                (int) span.getPeriod().toTotalMonths(),
                (int) span.getPeriod().get(ChronoUnit.DAYS),
                span.getDuration().toNanos() / 1000)
            : value;
      case ARRAY -> {
        DataType element = ((ArrayType) type).element();
        yield ((List<?>) value).stream().map(part -> form(element, part)).toList();
      }
      case MAP -> {
        MapType map = (MapType) type;
        Map<Object, Object> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> own) {
          own.forEach((k, v) -> entries.put(form(map.key(), k), form(map.value(), v)));
        } else {
          ((List<?>) value)
              .forEach(entry -> entries.put(
                  form(map.key(), ((Map<?, ?>) entry).get("key")),
                  form(map.value(), ((Map<?, ?>) entry).get("value"))));
        }
        yield entries;
      }
      case ROW -> {
        List<Field> fields = ((RowType) type).fields();
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
          Object part = value instanceof Map<?, ?> map
              ? map.get(fields.get(i).name())
              : ((List<?>) value).get(i);
          parts.add(form(fields.get(i).type(), part));
        }
        yield parts;
      }
      default -> value;
    };
  }

  private static long unitsPerSecond(DataType type) {
    return type.equals(DataType.TIMESTAMP) ? 1_000_000 : 1_000_000_000;
  }
}
