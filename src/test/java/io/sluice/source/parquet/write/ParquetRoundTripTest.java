package io.sluice.source.parquet.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.source.ScanTask;
import io.sluice.source.parquet.ParquetExtension;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.Encoding;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is written comes back through the reader, whatever the encodings, pages and row groups. */
class ParquetRoundTripTest {
  private static final ConfigValues CONFIG = ConfigValues.of(SessionOptions.ALL);

  /** The types the reader has; some come back wider. */
  private static final Schema SCHEMA = schema(
      DataType.BOOLEAN,
      DataType.TINYINT,
      DataType.SMALLINT,
      DataType.INTEGER,
      DataType.BIGINT,
      DataType.REAL,
      DataType.DOUBLE,
      DataType.decimal(5, 2),
      DataType.decimal(18, 0),
      DataType.decimal(19, 3),
      DataType.decimal(38, 5),
      DataType.VARCHAR,
      DataType.VARBINARY,
      DataType.DATE,
      DataType.TIME,
      DataType.TIMESTAMP,
      DataType.TIMESTAMP_NANOS,
      DataType.TIMESTAMP_TZ);

  private static Schema schema(DataType... types) {
    List<Field> fields = new ArrayList<>();
    for (DataType type : types) {
      fields.add(new Field(type.toString(), type, true));
      fields.add(new Field(type + " required", type, false));
    }
    return new Schema(fields);
  }

  @Property(tries = 150)
  void everyValueComesBack(
      @ForAll long seed,
      @ForAll @IntRange(max = 3000) int rowCount,
      @ForAll ParquetCompression compression)
      throws IOException {
    Random random = new Random(seed);
    ParquetWriteOptions options = new ParquetWriteOptions(
        compression,
        1 + random.nextInt(4000),
        1 + random.nextInt(1 << 20),
        1 + random.nextInt(1 << random.nextInt(20)),
        random.nextInt(1 << random.nextInt(16)));
    List<RecordBatch> batches = new BatchGenerator(SCHEMA, seed)
        .withEncoding(Encoding.values()[random.nextInt(Encoding.values().length)])
        .withNullFraction(random.nextInt(5) / 4.0)
        .withDistinctCount(1 + random.nextInt(3000))
        .partitions(1, rowCount, 1 + random.nextInt(1500))
        .get(0);
    Path file = Files.createTempFile("round", ".parquet");
    try {
      write(file, options, batches);

      assertThat(read(file))
          .isEqualTo(batches.stream()
              .flatMap(batch -> batch.rows().stream())
              .map(ParquetRoundTripTest::widened)
              .toList());
    } finally {
      Files.delete(file);
    }
  }

  private static void write(Path file, ParquetWriteOptions options, List<RecordBatch> batches) {
    try (ParquetWriter writer = ParquetWriter.create(file, SCHEMA, options)) {
      batches.forEach(writer::write);
      writer.finish();
    }
  }

  private static List<List<Object>> read(Path file) {
    TableProvider table =
        new ParquetExtension().fileFormats().get(0).open(List.of(file.toString()), CONFIG);
    assertThat(table.schema().fields().stream().map(Field::name))
        .isEqualTo(SCHEMA.fields().stream().map(Field::name).toList());
    List<Integer> all = IntStream.range(0, SCHEMA.size()).boxed().toList();
    ConfigValues onePartition = CONFIG.with(SessionOptions.TARGET_PARTITIONS, 1L);
    return ScanTask.rows(
        table.scan(new ScanRequest(all, List.of(), OptionalLong.empty(), onePartition)), 1000, 1);
  }

  private static List<Object> widened(List<Object> row) {
    List<Object> wide = new ArrayList<>();
    for (int column = 0; column < row.size(); column++) {
      Object value = row.get(column);
      if (value != null) {
        value = switch (SCHEMA.type(column).kind()) {
          case TINYINT, SMALLINT -> ((Number) value).intValue();
          default -> value;
        };
      }
      wide.add(value);
    }
    return wide;
  }

  @Provide
  Arbitrary<String> longTexts() {
    return Arbitraries.strings()
        .withChars("ab\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFFFF")
        .ofMaxLength(80)
        .map(text -> text + "\uD83D\uDE00\uDBFF\uDFFF".repeat(text.length() % 12));
  }

  @Property
  void boundsOfTextsEncloseThemAndAreTexts(@ForAll("longTexts") String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    Bounds bounds = Bounds.ofBytes(bytes, bytes, true);

    assertBound(bounds.min(), bounds.isMinExact(), bytes);
    assertThat(Arrays.compareUnsigned(bounds.min(), bytes)).isLessThanOrEqualTo(0);
    byte[] max = bounds.max();
    if (max != null) {
      assertBound(max, bounds.isMaxExact(), bytes);
      assertThat(Arrays.compareUnsigned(max, bytes)).isGreaterThanOrEqualTo(0);
    }
  }

  private static void assertBound(byte[] bound, boolean isExact, byte[] bytes) {
    assertThat(new String(bound, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
        .isEqualTo(bound);
    assertThat(Arrays.equals(bound, bytes)).isEqualTo(isExact);
    assertThat(bound).hasSizeLessThanOrEqualTo(Bounds.MAX_BYTES + 2);
  }

  @Property
  void boundsOfBinariesEncloseThem(@ForAll byte[] bytes) {
    byte[] most = new byte[100];
    Arrays.fill(most, (byte) 0xFF);
    assertThat(Bounds.ofBytes(most, most, false).max()).isNull();
    System.arraycopy(bytes, 0, most, 0, Math.min(bytes.length, most.length));

    Bounds bounds = Bounds.ofBytes(most, most, false);

    assertThat(Arrays.compareUnsigned(bounds.min(), most)).isNegative();
    assertThat(bounds.max() == null || Arrays.compareUnsigned(bounds.max(), most) > 0)
        .isTrue();
  }

  @Property
  void runsComeBack(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int bitWidth) {
    Random random = new Random(seed);
    int[] codes = new int[random.nextInt(500)];
    for (int at = 0; at < codes.length; ) {
      int code = random.nextInt() & (1 << bitWidth) - 1;
      for (int left = 1 + random.nextInt(random.nextInt(100) + 1);
          left > 0 && at < codes.length;
          left--) {
        codes[at++] = code;
      }
    }
    int from = codes.length == 0 ? 0 : random.nextInt(codes.length);
    ByteOutput output = new ByteOutput();

    RunEncoder.writeCodes(codes, from, codes.length, bitWidth, output);

    assertThat(decoded(output, bitWidth, codes.length - from))
        .isEqualTo(Arrays.copyOfRange(codes, from, codes.length));
  }

  /** The slow way: a bit at a time. */
  private static int[] decoded(ByteOutput output, int bitWidth, int count) {
    byte[] bytes = output.toByteArray();
    int[] codes = new int[count + 7];
    int done = 0;
    int at = 0;
    while (at < bytes.length) {
      int header = 0;
      int shift = 0;
      do {
        header |= (bytes[at] & 0x7F) << shift;
        shift += 7;
      } while (bytes[at++] < 0);
      boolean isPacked = (header & 1) == 1;
      int values = isPacked ? (header >>> 1) * 8 : header >>> 1;
      for (int i = 0; i < values; i++) {
        long firstBit = 8L * at + (isPacked ? (long) i * bitWidth : 0);
        for (int bit = 0; bit < bitWidth; bit++) {
          long position = firstBit + bit;
          codes[done] |= (bytes[(int) (position >>> 3)] >>> (position & 7) & 1) << bit;
        }
        done++;
      }
      at += isPacked ? values / 8 * bitWidth : (bitWidth + 7) / 8;
    }
    assertThat(done).isBetween(count, count + 7);
    return Arrays.copyOf(codes, count);
  }
}
