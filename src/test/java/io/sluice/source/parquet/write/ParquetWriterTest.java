package io.sluice.source.parquet.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.ScanRequest;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.ScanTask;
import io.sluice.source.parquet.ParquetExtension;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.ReferenceDatabase;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What DuckDB and the footer say of files of ours, and what becomes of files that are not finished. */
class ParquetWriterTest {
  private static final ParquetWriteOptions OPTIONS = ParquetWriteOptions.DEFAULT;

  @TempDir
  Path directory;

  private static ReferenceDatabase reference;

  @BeforeAll
  static void open() {
    reference = new ReferenceDatabase();
  }

  @AfterAll
  static void close() {
    reference.close();
  }

  private Path write(ParquetWriteOptions options, RecordBatch... batches) {
    Path file = directory.resolve("file.parquet");
    try (ParquetWriter writer = ParquetWriter.create(file, batches[0].schema(), options)) {
      for (RecordBatch batch : batches) {
        writer.write(batch);
      }
      WrittenFile written = writer.finish();
      assertThat(written.path()).isEqualTo(file).hasSize(written.byteCount());
    }
    return file;
  }

  private static RecordBatch column(DataType type, int rowCount, IntFunction<Object> value) {
    FlatVector vector = FlatVector.create(type, rowCount);
    for (int row = 0; row < rowCount; row++) {
      vector.appendValue(value.apply(row));
    }
    return RecordBatch.of(Schema.of(new Field("c", type, true)), rowCount, vector);
  }

  /** Columns of the writer's types, nullable ones and others. */
  private static Schema schema() {
    List<Field> fields = new ArrayList<>();
    for (Field field : BatchGenerator.allTypes().fields()) {
      switch (field.type().kind()) {
        case INTERVAL, ARRAY, MAP, ROW -> {}
        default -> {
          fields.add(field);
          fields.add(new Field(field.name() + " required", field.type(), false));
        }
      }
    }
    fields.add(new Field("short", DataType.decimal(9, 4), true));
    fields.add(new Field("wide", DataType.decimal(38, 38), true));
    return new Schema(fields);
  }

  @ParameterizedTest
  @EnumSource
  void theReferenceReadsTheSameValues(ParquetCompression compression) {
    Schema schema = schema();
    List<RecordBatch> batches =
        new BatchGenerator(schema, 7).partitions(1, 5000, 700).get(0);
    List<List<String>> expected = batches.stream()
        .flatMap(batch -> batch.rows().stream())
        .map(row -> texts(schema, row))
        .toList();

    Path file = write(
        OPTIONS.withCompression(compression).withRowGroupRows(1900).withPageBytes(3000),
        batches.toArray(RecordBatch[]::new));

    List<List<String>> actual =
        reference.rows("SELECT %s FROM '%s'".formatted(columns(schema), file));
    assertThat(actual).hasSameSizeAs(expected);
    for (int row = 0; row < actual.size(); row++) {
      assertThat(actual.get(row)).as("row %d", row).isEqualTo(expected.get(row));
    }
    assertThat(reference.rows(
            "SELECT name, type FROM (DESCRIBE SELECT * FROM '%s') t(name, type)".formatted(file)))
        .contains(
            List.of("c_TINYINT", "TINYINT"),
            List.of("c_SMALLINT required", "SMALLINT"),
            List.of("c_REAL", "FLOAT"),
            List.of("c_VARBINARY", "BLOB"),
            List.of("c_TIME", "TIME"),
            List.of("c_UUID", "UUID"),
            List.of("c_TIMESTAMP(9)", "TIMESTAMP_NS"),
            List.of("c_TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH TIME ZONE"),
            List.of("wide", "DECIMAL(38,38)"));
  }

  @ParameterizedTest
  @EnumSource
  void pagesAreCompressedAsAskedFor(ParquetCompression compression) {
    Path file =
        write(OPTIONS.withCompression(compression), column(DataType.INTEGER, 1000, row -> row));

    assertThat(reference.rows("SELECT compression FROM parquet_metadata('" + file + "')"))
        .isEqualTo(List.of(List.of(compression.name())));
  }

  /** TIMESTAMPs as numbers: JDBC has no years before Christ, and the largest one is infinity there. */
  private static String columns(Schema schema) {
    return schema.fields().stream()
        .map(field -> (isTimestamp(field)
                ? "if(isinf(\"%1$s\"), 9223372036854775807, epoch_us(\"%1$s\"))"
                : "\"%s\"")
            .formatted(field.name()))
        .collect(Collectors.joining(", "));
  }

  private static boolean isTimestamp(Field field) {
    return field.type().equals(DataType.TIMESTAMP) || field.type().equals(DataType.TIMESTAMP_TZ);
  }

  private static List<String> texts(Schema schema, List<Object> row) {
    List<String> texts = new ArrayList<>();
    for (int column = 0; column < row.size(); column++) {
      Field field = schema.field(column);
      texts.add(ReferenceDatabase.text(
          isTimestamp(field) ? DataType.BIGINT : field.type(), row.get(column)));
    }
    return texts;
  }

  @Test
  void theReferencePrunesByTheStatisticsAndFindsAllRows() {
    Schema schema = schema();
    List<RecordBatch> batches = new BatchGenerator(schema, 8)
        .withDistinctCount(300)
        .partitions(1, 4000, 100)
        .get(0);
    Path file =
        write(OPTIONS.withRowGroupRows(50).withPageBytes(200), batches.toArray(RecordBatch[]::new));
    reference.run(
        "CREATE OR REPLACE TABLE rows_without_statistics AS SELECT * FROM '" + file + "'");

    for (Field field : schema.fields()) {
      String name = '"' + field.name() + '"';
      String value = "(SELECT " + name + " FROM rows_without_statistics WHERE " + name
          + " IS NOT NULL OFFSET %d LIMIT 1)";
      for (int row = 0; row < 5; row++) {
        for (String operator : List.of("=", "<", ">=")) {
          String query =
              "SELECT count(*) FROM %s WHERE " + name + operator + value.formatted(row * 400);
          assertThat(reference.rows(query.formatted("'" + file + "'")))
              .as(query)
              .isEqualTo(reference.rows(query.formatted("rows_without_statistics")));
        }
      }
    }
  }

  @Test
  void statisticsTellBoundsAndNulls() {
    String longest = "z".repeat(100);
    Path file = write(OPTIONS, column(DataType.VARCHAR, 100, row -> switch (row) {
      case 3, 4 -> null;
      case 5 -> longest;
      default -> "y" + row;
    }));

    assertThat(statistics(file))
        .isEqualTo(List.of(List.of("y0", "z".repeat(63) + "{", "2", "true", "false")));
    assertThat(statistics(write(OPTIONS, column(DataType.VARCHAR, 3, row -> null))))
        .isEqualTo(List.of(List.of("NULL", "NULL", "3", "NULL", "NULL")));
    assertThat(statistics(
            write(OPTIONS, column(DataType.DOUBLE, 3, row -> row == 1 ? Double.NaN : row * 1.0))))
        .isEqualTo(List.of(List.of("NULL", "NULL", "0", "NULL", "NULL")));
    assertThat(statistics(write(OPTIONS, column(DataType.DOUBLE, 3, row -> 0.0))))
        .isEqualTo(List.of(List.of("-0.0", "0.0", "0", "true", "true")));
    assertThat(statistics(write(OPTIONS, column(DataType.BIGINT, 9, row -> row - 4L))))
        .isEqualTo(List.of(List.of("-4", "4", "0", "true", "true")));
  }

  private static List<List<String>> statistics(Path file) {
    return reference.rows(
        "SELECT stats_min_value, stats_max_value, stats_null_count, min_is_exact, max_is_exact FROM parquet_metadata('%s')"
            .formatted(file));
  }

  @Test
  void theScanLeavesOutRowGroupsByTheStatistics() {
    Path file =
        write(OPTIONS.withRowGroupRows(1000), column(DataType.BIGINT, 10_000, row -> (long) row));
    ConfigValues config = ConfigValues.of(SessionOptions.ALL);
    ColumnExpression column = new ColumnExpression("c", 0, DataType.BIGINT, true);
    PhysicalExpression condition = new ComparisonExpression(
        ComparisonOperator.GREATER_OR_EQUAL, column, new LiteralExpression(Literal.of(7500L)));

    ExecutionPlan scan = new ParquetExtension()
        .fileFormats()
        .get(0)
        .open(List.of(file.toString()), config)
        .scan(new ScanRequest(List.of(0), List.of(condition), OptionalLong.empty(), config));

    assertThat(scan.displayAs()).contains("row_groups=3");
    assertThat(ScanTask.rows(scan, 8192, 1)).hasSize(2500);
  }

  @Test
  void dictionariesAreUsedWhereTheySaveBytes() {
    assertThat(encodings(OPTIONS, DataType.VARCHAR, row -> "text " + row % 1000))
        .contains("RLE_DICTIONARY");
    assertThat(encodings(OPTIONS, DataType.VARCHAR, row -> "text " + row))
        .doesNotContain("DICTIONARY");
    assertThat(encodings(
            OPTIONS.withDictionaryBytes(9_000), DataType.VARCHAR, row -> "text " + row % 1000))
        .doesNotContain("DICTIONARY");
    assertThat(encodings(OPTIONS.withDictionaryBytes(0), DataType.VARCHAR, row -> "same"))
        .doesNotContain("DICTIONARY");
    assertThat(encodings(OPTIONS, DataType.BIGINT, row -> row % 4999L)).contains("RLE_DICTIONARY");
    assertThat(encodings(OPTIONS, DataType.BIGINT, row -> row % 5001L))
        .doesNotContain("DICTIONARY");
    assertThat(encodings(OPTIONS, DataType.DOUBLE, row -> 1.5)).contains("RLE_DICTIONARY");
  }

  /** The encodings of a column of 20,000 rows, which must come back. */
  private String encodings(ParquetWriteOptions options, DataType type, IntFunction<Object> value) {
    RecordBatch batch = column(type, 20_000, value);
    Path file = write(options, batch);
    assertThat(reference.rows("SELECT * FROM '" + file + "'"))
        .isEqualTo(ReferenceDatabase.texts(batch.schema(), batch.rows()));
    return reference
        .rows("SELECT encodings FROM parquet_metadata('" + file + "')")
        .toString();
  }

  @Test
  void codesOfBatchesBecomeCodesOfTheFile() {
    FlatVector entries = FlatVector.create(DataType.VARCHAR, 3);
    List.of("b", "a", "b").forEach(entries::appendValue);
    int[] codes = new Random(1).ints(5000, 0, 3).toArray();
    Schema schema = Schema.of(new Field("c", DataType.VARCHAR, true));
    Vector vector = new DictionaryVector(entries, codes, null, codes.length);
    RecordBatch batch = RecordBatch.of(schema, codes.length, vector);

    Path file = write(OPTIONS.withRowGroupRows(1500), batch, batch);

    assertThat(reference.rows("SELECT * FROM '" + file + "'"))
        .isEqualTo(Stream.of(batch, batch)
            .flatMap(part -> ReferenceDatabase.texts(schema, part.rows()).stream())
            .toList());
  }

  @Test
  void rowGroupsEndByRowsOrByBytes() {
    assertThat(rowGroups(
            write(OPTIONS.withRowGroupRows(3000), column(DataType.INTEGER, 7000, row -> row))))
        .isEqualTo(List.of(List.of("3000"), List.of("3000"), List.of("1000")));
    RecordBatch large = column(DataType.VARCHAR, 6000, row -> "x".repeat(100) + row);
    assertThat(rowGroups(write(OPTIONS.withRowGroupBytes(300_000), large)))
        .isEqualTo(List.of(List.of("4096"), List.of("1904")));
    assertThat(rowGroups(write(OPTIONS, column(DataType.INTEGER, 0, row -> row))))
        .isEmpty();
    assertThat(reference.rows("SELECT count(*) FROM '" + directory.resolve("file.parquet") + "'"))
        .isEqualTo(List.of(List.of("0")));
  }

  private static List<List<String>> rowGroups(Path file) {
    return reference.rows("SELECT row_group_num_rows FROM parquet_metadata('%s')".formatted(file));
  }

  @Test
  void thePageIndexTellsWherePagesStandAndWhatTheyHold() throws IOException {
    Path file = write(
        OPTIONS.withRowGroupRows(40_000).withPageBytes(8000),
        column(DataType.BIGINT, 50_000, row -> row >= 20_000 && row < 45_000 ? null : (long) row));
    byte[] bytes = Files.readAllBytes(file);
    FileMetaData footer = footer(bytes);

    for (RowGroup group : footer.getRow_groups()) {
      ColumnChunk chunk = group.getColumns().get(0);
      OffsetIndex offsets = Util.readOffsetIndex(from(bytes, chunk.getOffset_index_offset()));
      ColumnIndex index = Util.readColumnIndex(from(bytes, chunk.getColumn_index_offset()));
      long row = 0;
      long nulls = 0;
      for (int page = 0; page < offsets.getPage_locationsSize(); page++) {
        assertThat(offsets.getPage_locations().get(page).getFirst_row_index()).isEqualTo(row);
        PageHeader header = Util.readPageHeader(
            from(bytes, offsets.getPage_locations().get(page).getOffset()));
        int count = header.getData_page_header().getNum_values();
        boolean isNullPage = index.getNull_counts().get(page) == count;
        assertThat(index.getNull_pages().get(page)).isEqualTo(isNullPage);
        assertThat(index.getMin_values().get(page).remaining())
            .isEqualTo(isNullPage ? 0 : Long.BYTES);
        row += count;
        nulls += index.getNull_counts().get(page);
      }
      assertThat(row).isEqualTo(group.getNum_rows());
      assertThat(nulls).isEqualTo(chunk.getMeta_data().getStatistics().getNull_count());
    }
  }

  private static FileMetaData footer(byte[] bytes) throws IOException {
    int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
    return Util.readFileMetaData(from(bytes, bytes.length - 8L - length));
  }

  private static ByteArrayInputStream from(byte[] bytes, long offset) {
    return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
  }

  @Test
  void aFileAppearsWhenItIsComplete() throws IOException {
    Path file = directory.resolve("file.parquet");
    Files.writeString(file, "another file");
    RecordBatch batch = column(DataType.INTEGER, 10, row -> row);
    try (ParquetWriter writer = ParquetWriter.create(file, batch.schema(), OPTIONS)) {
      writer.write(batch);
      assertThat(writer.bufferedBytes()).isEqualTo(40);
      assertThat(file).hasContent("another file");
    }
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
    assertThat(file).hasContent("another file");
    write(OPTIONS, batch);
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
    assertThat(reference.rows("SELECT sum(c) FROM '" + file + "'"))
        .isEqualTo(List.of(List.of("45")));
  }

  @Test
  void whatCannotBeWrittenIsNamed() {
    Path file = directory.resolve("file.parquet");
    Field list = new Field("numbers", DataType.array(DataType.INTEGER), true);
    for (DataType type : List.of(list.type(), DataType.INTERVAL, new RowType(List.of(list)))) {
      assertFailure(
          () -> ParquetWriter.create(file, Schema.of(new Field("numbers", type, true)), OPTIONS),
          ErrorCode.NOT_SUPPORTED,
          "Column 'numbers' has type " + type + ", which cannot be written to a Parquet file");
    }
    Field number = new Field("n", DataType.INTEGER, false);
    Field again = new Field("N", DataType.DOUBLE, false);
    assertFailure(
        () -> ParquetWriter.create(file, Schema.of(number, again), OPTIONS),
        ErrorCode.INVALID_ARGUMENT,
        "A Parquet file cannot have two columns 'N'");
    assertFailure(
        () -> ParquetWriter.create(file, Schema.EMPTY, OPTIONS),
        ErrorCode.INVALID_ARGUMENT,
        "A Parquet file needs at least one column");
    Path nowhere = directory.resolve("no/such/folder/file.parquet");
    assertFailure(
        () -> ParquetWriter.create(nowhere, Schema.of(number), OPTIONS),
        ErrorCode.IO_ERROR,
        "Cannot write file '" + nowhere + "'");
    try (ParquetWriter writer = ParquetWriter.create(file, Schema.of(number), OPTIONS)) {
      assertFailure(
          () -> writer.write(column(DataType.INTEGER, 3, row -> row == 1 ? null : row)),
          ErrorCode.CONSTRAINT_VIOLATION,
          "Column 'n' is NOT NULL");
    }
    assertThat(directory).isEmptyDirectory();
  }

  private static void assertFailure(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(SluiceException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
