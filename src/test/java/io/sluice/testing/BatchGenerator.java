package io.sluice.testing;

import io.sluice.column.Bits;
import io.sluice.column.ConstantVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes batches of random values, NULLs among them where a column allows them. The same seed makes the same batches. */
public final class BatchGenerator {
  private static final int DICTIONARY_SIZE = 8;

  private final Schema schema;
  private final Random random;
  private Encoding encoding = Encoding.MIXED;
  private double nullFraction = 0.15;
  private int distinctCount = 50;
  private boolean hasEdgeValues = true;

  public BatchGenerator(Schema schema, long seed) {
    this.schema = schema;
    random = new Random(seed);
  }

  /** A nullable column of each type, named after it: DECIMAL(15, 2) and DECIMAL(30, 3) stand for all DECIMALs. */
  public static Schema allTypes() {
    List<Field> fields = new ArrayList<>();
    for (DataType type : List.of(
        DataType.BIGINT,
        DataType.INTEGER,
        DataType.DOUBLE,
        DataType.VARCHAR,
        DataType.DATE,
        DataType.TIMESTAMP,
        DataType.BOOLEAN,
        DataType.decimal(15, 2),
        DataType.decimal(30, 3),
        DataType.TINYINT,
        DataType.SMALLINT,
        DataType.REAL,
        DataType.VARBINARY,
        DataType.TIME,
        DataType.TIMESTAMP_NANOS,
        DataType.TIMESTAMP_TZ,
        DataType.INTERVAL,
        DataType.UUID,
        DataType.array(DataType.INTEGER),
        DataType.map(DataType.VARCHAR, DataType.DOUBLE),
        new RowType(List.of(
            new Field("number", DataType.BIGINT, true),
            new Field("texts", DataType.array(DataType.VARCHAR), true))))) {
      fields.add(new Field("c_" + type, type, true));
    }
    return new Schema(fields);
  }

  public BatchGenerator withEncoding(Encoding value) {
    encoding = value;
    return this;
  }

  /** How many of the rows of a nullable column are NULL, 0.15 at first. */
  public BatchGenerator withNullFraction(double value) {
    nullFraction = value;
    return this;
  }

  /** How many different values a column has, 50 at first. */
  public BatchGenerator withDistinctCount(int value) {
    distinctCount = value;
    return this;
  }

  /** No values at the edges of their type, whose sums overflow. */
  public BatchGenerator withoutEdgeValues() {
    hasEdgeValues = false;
    return this;
  }

  /** Partitions of so many rows in batches of that size, with a smaller and an empty one here and there. */
  public List<List<RecordBatch>> partitions(
      int partitionCount, int rowsPerPartition, int batchSize) {
    List<List<RecordBatch>> partitions = new ArrayList<>();
    for (int p = 0; p < partitionCount; p++) {
      List<RecordBatch> batches = new ArrayList<>();
      int left = rowsPerPartition;
      while (left > 0) {
        int rowCount = switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> random.nextInt(Math.min(left, batchSize)) + 1;
          default -> Math.min(left, batchSize);
        };
        batches.add(batch(rowCount));
        left -= rowCount;
      }
      partitions.add(batches);
    }
    return partitions;
  }

  /** A batch in which that many rows count. */
  public RecordBatch batch(int rowCount) {
    boolean isSelected =
        encoding == Encoding.SELECTION || encoding == Encoding.MIXED && random.nextInt(3) == 0;
    int[] selection = null;
    int length = rowCount;
    if (isSelected) {
      selection = new int[rowCount];
      int row = random.nextInt(3);
      for (int i = 0; i < rowCount; i++) {
        selection[i] = row;
        row += 1 + random.nextInt(3);
      }
      length = row;
    }
    Vector[] columns = new Vector[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(schema.field(i), length);
    }
    RecordBatch batch = RecordBatch.of(schema, length, columns);
    return selection == null ? batch : batch.withSelection(selection, rowCount);
  }

  private Vector column(Field field, int length) {
    Encoding choice = encoding;
    if (choice == Encoding.MIXED) {
      choice = Encoding.values()[random.nextInt(3)];
    }
    return switch (choice) {
      case DICTIONARY -> dictionary(field, length);
      case CONSTANT -> ConstantVector.of(new Literal(field.type(), value(field)), length);
      case FLAT, SELECTION, MIXED -> flat(field, length);
    };
  }

  private FlatVector flat(Field field, int length) {
    FlatVector vector = FlatVector.create(field.type(), length);
    for (int i = 0; i < length; i++) {
      vector.appendValue(value(field));
    }
    return vector;
  }

  /** Values of a dictionary may be there twice. */
  private DictionaryVector dictionary(Field field, int length) {
    FlatVector entries = flat(field.withNullable(false), DICTIONARY_SIZE);
    int[] codes = new int[length];
    long[] validity = field.nullable() ? new long[Bits.wordCount(length)] : null;
    for (int i = 0; i < length; i++) {
      boolean isNull = validity != null && random.nextDouble() < nullFraction;
      codes[i] = isNull ? 0 : random.nextInt(DICTIONARY_SIZE);
      if (validity != null) {
        Bits.put(validity, i, !isNull);
      }
    }
    return new DictionaryVector(entries, codes, validity, length);
  }

  private @Nullable Object value(Field field) {
    if (field.nullable() && random.nextDouble() < nullFraction) {
      return null;
    }
    int number = random.nextInt(distinctCount);
    return hasEdgeValues
        ? GeneratedValues.any(field.type(), number)
        : GeneratedValues.ordinary(field.type(), number);
  }
}
