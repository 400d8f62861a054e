package io.sluice.ipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.column.LongVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordBatchMessageTest {
  @Property(tries = 300)
  void batchesOfAllTypesAndEncodingsComeBack(
      @ForAll long seed, @ForAll @IntRange(max = 200) int rows) {
    RecordBatch batch = new RandomBatches(seed).batch(RandomBatches.ALL_TYPES, rows);

    RecordBatch read = new RecordBatchReader(batch.schema()).read(RecordBatchWriter.write(batch));

    assertThat(read.rows()).isEqualTo(batch.rows());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 63, 64, 65, 8192})
  void batchesOfManySizesComeBack(int rows) {
    RandomBatches batches = new RandomBatches(rows);
    RecordBatchReader reader = new RecordBatchReader(RandomBatches.ALL_TYPES);
    for (int i = 0; i < 10; i++) {
      RecordBatch batch = batches.batch(RandomBatches.ALL_TYPES, rows);
      assertThat(reader.read(RecordBatchWriter.write(batch)).rows()).isEqualTo(batch.rows());
    }
  }

  @Test
  void batchesWithoutColumnsKeepTheirRowCount() {
    RecordBatch batch = RecordBatch.of(Schema.EMPTY, 1234);

    RecordBatch read = new RecordBatchReader(Schema.EMPTY).read(RecordBatchWriter.write(batch));

    assertThat(read.rowCount()).isEqualTo(1234);
  }

  @Test
  void vectorsAreUsedAgainUnlessTheBatchWasRetained() {
    RecordBatchReader reader = new RecordBatchReader(NUMBERS);
    RecordBatch first = reader.read(RecordBatchWriter.write(numbers(1, 2, 3)));
    Vector vector = first.column(0);
    RecordBatch second = reader.read(RecordBatchWriter.write(numbers(4, 5)));
    assertThat(second.column(0)).isSameAs(vector);

    second.retain();
    RecordBatch third = reader.read(RecordBatchWriter.write(numbers(6)));

    assertThat(third.column(0)).isNotSameAs(vector);
    assertThat(second.rows()).isEqualTo(numbers(4, 5).rows());
  }

  @Test
  void aMessageOfAnotherSchemaIsRefused() {
    Buffer bytes = RecordBatchWriter.write(numbers(1));

    assertThatThrownBy(() -> new RecordBatchReader(RandomBatches.ALL_TYPES).read(bytes))
        .isInstanceOfSatisfying(
            SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXCHANGE_ERROR));
    assertThatThrownBy(() -> new RecordBatchReader(NUMBERS).read(SchemaMessage.write(NUMBERS)))
        .isInstanceOf(SluiceException.class);
  }

  @Property(tries = 500)
  void aTruncatedMessageIsAnError(@ForAll long seed, @ForAll @IntRange(max = 100) int percent) {
    Buffer bytes =
        RecordBatchWriter.write(new RandomBatches(seed).batch(RandomBatches.ALL_TYPES, 20));
    Buffer truncated = bytes.slice(0, (int) ((bytes.length() - 1L) * percent / 100));

    assertThatThrownBy(() -> new RecordBatchReader(RandomBatches.ALL_TYPES).read(truncated))
        .isInstanceOfSatisfying(
            SluiceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.EXCHANGE_ERROR));
  }

  /** Changed bytes give another batch or a typed error, and nothing is allocated that the message does not hold. */
  @Property(tries = 2000)
  void aCorruptMessageIsABatchOrATypedError(@ForAll long seed) {
    Random random = new Random(seed);
    Buffer bytes = RecordBatchWriter.write(
            new RandomBatches(seed).batch(RandomBatches.ALL_TYPES, random.nextInt(30)))
        .copy();
    for (int i = 0; i <= random.nextInt(8); i++) {
      int end = random.nextBoolean() ? Math.min(bytes.length(), 700) : bytes.length();
      bytes.setByte(random.nextInt(end), (byte) random.nextInt());
    }
    RecordBatchReader reader = new RecordBatchReader(RandomBatches.ALL_TYPES);
    try {
      RecordBatch batch = reader.read(bytes);
      assertThat(batch.retainedBytes()).isLessThan(100_000);
    } catch (SluiceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.EXCHANGE_ERROR);
    }
  }

  @Test
  void aDecimalBeyondItsTypeIsAnError() {
    Schema wide = Schema.of(new Field("d", DataType.decimal(38, 0), true));
    Schema narrow = Schema.of(new Field("d", DataType.decimal(18, 0), true));
    Buffer bytes =
        RecordBatchWriter.write(batchOf(wide, new java.math.BigDecimal("1" + "0".repeat(30))));

    assertThatThrownBy(() -> new RecordBatchReader(narrow).read(bytes))
        .hasMessageContaining("too large for DECIMAL(18,0)");
  }

  private static final Schema NUMBERS = Schema.of(new Field("n", DataType.BIGINT, false));

  private static RecordBatch batchOf(Schema schema, Object value) {
    io.sluice.column.FlatVector vector = io.sluice.column.FlatVector.create(schema.type(0), 1);
    vector.appendValue(value);
    return RecordBatch.of(schema, 1, vector);
  }

  private static RecordBatch numbers(long... values) {
    LongVector vector = new LongVector(DataType.BIGINT, values.length);
    System.arraycopy(values, 0, vector.values(), 0, values.length);
    vector.setLength(values.length);
    return RecordBatch.of(NUMBERS, values.length, vector);
  }
}
