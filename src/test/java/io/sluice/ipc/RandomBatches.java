package io.sluice.ipc;

import io.sluice.column.Bits;
import io.sluice.column.ConstantVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.type.ArrayType;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.Interval;
import io.sluice.type.Literal;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Batches of all types and encodings, with NULLs and selections, from a seed. */
public final class RandomBatches {
  public static final Schema ALL_TYPES = Schema.of(
      new Field("flag", DataType.BOOLEAN, true),
      new Field("small", DataType.INTEGER, true),
      new Field("big", DataType.BIGINT, true),
      new Field("ratio", DataType.DOUBLE, true),
      new Field("price", DataType.decimal(15, 2), true),
      new Field("total", DataType.decimal(38, 4), true),
      new Field("näme", DataType.VARCHAR, true),
      new Field("day", DataType.DATE, true),
      new Field("at", DataType.TIMESTAMP, false),
      new Field("tiny", DataType.TINYINT, true),
      new Field("short", DataType.SMALLINT, true),
      new Field("real", DataType.REAL, true),
      new Field("bytes", DataType.VARBINARY, true),
      new Field("time", DataType.TIME, true),
      new Field("nanos", DataType.TIMESTAMP_NANOS, true),
      new Field("instant", DataType.TIMESTAMP_TZ, true),
      new Field("span", DataType.INTERVAL, true),
      new Field("id", DataType.UUID, true),
      new Field("list", DataType.array(DataType.array(DataType.VARCHAR)), true),
      new Field("map", DataType.map(DataType.VARCHAR, DataType.decimal(30, 2)), true),
      new Field(
          "row",
          new RowType(List.of(
              new Field("plain", DataType.REAL, true),
              new Field("with \"quotes\" and blanks", DataType.DATE, true))),
          true));

  private final Random random;

  public RandomBatches(long seed) {
    random = new Random(seed);
  }

  public RecordBatch batch(Schema schema, int rows) {
    Vector[] columns = new Vector[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = vector(schema.field(i), rows);
    }
    RecordBatch batch = RecordBatch.of(schema, rows, columns);
    if (rows == 0 || random.nextInt(3) > 0) {
      return batch;
    }
    int[] selection =
        random.ints(0, rows).limit(random.nextInt(rows + 1)).distinct().sorted().toArray();
    return batch.withSelection(Arrays.copyOf(selection, selection.length + 1), selection.length);
  }

  private Vector vector(Field field, int rows) {
    boolean hasNulls = field.nullable() && random.nextBoolean();
    return switch (random.nextInt(4)) {
      case 0 -> ConstantVector.of(new Literal(field.type(), value(field.type(), hasNulls)), rows);
      case 1 -> dictionary(field.type(), rows, hasNulls);
      default -> flat(field.type(), rows, hasNulls);
    };
  }

  private FlatVector flat(DataType type, int rows, boolean hasNulls) {
    FlatVector vector = FlatVector.create(type, rows);
    for (int i = 0; i < rows; i++) {
      vector.appendValue(value(type, hasNulls));
    }
    return vector;
  }

  private Vector dictionary(DataType type, int rows, boolean hasNulls) {
    FlatVector dictionary =
        flat(type, hasNulls && random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(5), false);
    int[] codes = new int[rows];
    long[] validity = hasNulls ? new long[Bits.wordCount(rows)] : null;
    for (int i = 0; i < rows; i++) {
      if (dictionary.length() > 0 && (validity == null || random.nextBoolean())) {
        codes[i] = random.nextInt(dictionary.length());
        if (validity != null) {
          Bits.set(validity, i);
        }
      }
    }
    return new DictionaryVector(dictionary, codes, validity, rows);
  }

  private Object value(DataType type, boolean mayBeNull) {
    if (mayBeNull && random.nextInt(3) == 0) {
      return null;
    }
    return switch (type.kind()) {
      case BOOLEAN -> random.nextBoolean();
      case INTEGER, DATE -> random.nextInt();
      case BIGINT, TIMESTAMP -> random.nextLong();
      case DOUBLE -> random.nextGaussian();
      case DECIMAL -> decimal((DecimalType) type);
      case VARCHAR -> "ä€𝄞x".repeat(random.nextInt(4)) + random.nextInt(100);
      case TINYINT -> (byte) random.nextInt();
      case SMALLINT -> (short) random.nextInt();
      case REAL -> (float) random.nextGaussian();
      case VARBINARY -> bytes();
      case TIME -> random.nextLong(Interval.MICROS_PER_DAY);
      case TIMESTAMP_NANOS, TIMESTAMP_TZ -> random.nextLong();
      case INTERVAL -> new Interval(random.nextInt(), random.nextInt(), random.nextLong());
      case UUID -> new UUID(random.nextLong(), random.nextLong());
      case ARRAY -> {
        DataType element = ((ArrayType) type).element();
        yield random
            .ints(random.nextInt(4))
            .mapToObj(i -> value(element, mayBeNull))
            .toList();
      }
      case MAP -> {
        MapType map = (MapType) type;
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          entries.put(value(map.key(), false), value(map.value(), mayBeNull));
        }
        yield entries;
      }
      case ROW -> {
        List<Object> fields = new ArrayList<>();
        ((RowType) type).fields().forEach(field -> fields.add(value(field.type(), mayBeNull)));
        yield fields;
      }
    };
  }

  private Binary bytes() {
    byte[] bytes = new byte[random.nextInt(6)];
    random.nextBytes(bytes);
    return Binary.of(bytes);
  }

  private BigDecimal decimal(DecimalType type) {
    BigInteger limit = BigInteger.TEN.pow(type.precision());
    BigInteger unscaled = new BigInteger(limit.bitLength(), random).mod(limit);
    return new BigDecimal(random.nextBoolean() ? unscaled.negate() : unscaled, type.scale());
  }
}
