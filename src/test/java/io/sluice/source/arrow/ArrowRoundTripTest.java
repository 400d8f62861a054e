package io.sluice.source.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.RecordBatch;
import io.sluice.extension.TableProvider;
import io.sluice.source.ScanTask;
import io.sluice.source.arrow.buffer.BufferCompression;
import io.sluice.source.arrow.write.ArrowWriter;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.Encoding;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is written comes back through the reader, whatever the types, encodings and record batches, and however the scan is divided. */
class ArrowRoundTripTest {
  private static final List<DataType> PLAIN_TYPES = List.of(
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
      DataType.TIMESTAMP_TZ,
      DataType.INTERVAL,
      DataType.UUID);

  private static DataType randomType(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) > 0) {
      return PLAIN_TYPES.get(random.nextInt(PLAIN_TYPES.size()));
    }
    return switch (random.nextInt(3)) {
      case 0 -> DataType.array(randomType(random, depth - 1));
      case 1 ->
        DataType.map(
            PLAIN_TYPES.get(random.nextInt(PLAIN_TYPES.size())), randomType(random, depth - 1));
      default -> {
        List<Field> fields = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          fields.add(new Field("f \"" + i, randomType(random, depth - 1), true));
        }
        yield new RowType(fields);
      }
    };
  }

  private static Schema randomSchema(Random random) {
    List<Field> fields = new ArrayList<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      fields.add(new Field("c" + i, randomType(random, 3), random.nextInt(4) > 0));
    }
    return new Schema(fields);
  }

  @Property(tries = 200)
  void everyValueComesBack(
      @ForAll long seed,
      @ForAll @IntRange(max = 2500) int rowCount,
      @ForAll BufferCompression compression)
      throws IOException {
    Random random = new Random(seed);
    Schema schema = randomSchema(random);
    List<RecordBatch> batches = new BatchGenerator(schema, seed)
        .withEncoding(Encoding.values()[random.nextInt(Encoding.values().length)])
        .withNullFraction(random.nextInt(5) / 4.0)
        .withDistinctCount(1 + random.nextInt(3000))
        .partitions(1, rowCount, 1 + random.nextInt(1500))
        .get(0);
    List<List<Object>> written =
        batches.stream().flatMap(batch -> batch.rows().stream()).toList();
    Path file = Files.createTempFile("round", ".arrow");
    try {
      try (ArrowWriter writer =
          ArrowWriter.create(file, schema, compression, 1 + random.nextInt(2000))) {
        batches.forEach(writer::write);
        writer.finish();
      }
      TableProvider table = ArrowScans.open(file);

      assertThat(table.schema()).isEqualTo(schema);
      assertThat(table.statistics().rowCount()).hasValue(written.size());
      int batchSize = 1 + random.nextInt(1500);
      assertThat(ScanTask.rows(ArrowScans.scan(table, 1), batchSize, 1)).isEqualTo(written);
      assertDivided(table, random, written);
    } finally {
      Files.delete(file);
    }
  }

  /** Some columns, by several partitions of several tasks. */
  private static void assertDivided(
      TableProvider table, Random random, List<List<Object>> written) {
    List<Integer> projection = new ArrayList<>();
    for (int i = 0; i < table.schema().size(); i++) {
      if (random.nextBoolean()) {
        projection.add(i);
      }
    }
    Collections.shuffle(projection, random);
    int tasks = 1 + random.nextInt(4);
    ArrowExec scan = ArrowScans.scan(table, projection, 1 + random.nextInt(5)).withTaskCount(tasks);

    assertThat(ScanTask.rows(scan, 1 + random.nextInt(1500), tasks))
        .containsExactlyInAnyOrderElementsOf(written.stream()
            .map(row -> projection.stream().map(row::get).toList())
            .toList());
  }
}
