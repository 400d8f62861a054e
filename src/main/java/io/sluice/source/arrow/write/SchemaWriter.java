package io.sluice.source.arrow.write;

import com.google.flatbuffers.FlatBufferBuilder;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import io.sluice.type.TypeKind;
import java.util.stream.IntStream;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Interval;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Map;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;

/** Writes schemas in the types that other readers know. */
final class SchemaWriter {
  private static final int DECIMAL_BITS = 128;
  private static final int UUID_BYTES = 16;

  private final FlatBufferBuilder builder;

  private SchemaWriter(FlatBufferBuilder builder) {
    this.builder = builder;
  }

  /** Writes a schema; answers where it stands in the builder. */
  static int write(FlatBufferBuilder builder, Schema schema) {
    SchemaWriter writer = new SchemaWriter(builder);
    int[] fields = schema.fields().stream().mapToInt(writer::column).toArray();
    return org.apache.arrow.flatbuf.Schema.createSchema(
        builder,
        Endianness.Little,
        org.apache.arrow.flatbuf.Schema.createFieldsVector(builder, fields),
        0,
        0);
  }

  private int column(Field field) {
    return field(field.name(), field.type(), field.nullable());
  }

  /** Parts of values may be NULL whatever their fields say. */
  private int part(String name, DataType type) {
    return field(name, type, true);
  }

  private int field(String name, DataType type, boolean isNullable) {
    return write(
        name, number(type), parameters(type), children(type).toArray(), metadata(type), isNullable);
  }

  private int write(
      String name, byte type, int parameters, int[] children, int metadata, boolean isNullable) {
    return org.apache.arrow.flatbuf.Field.createField(
        builder,
        builder.createString(name),
        isNullable,
        type,
        parameters,
        0,
        org.apache.arrow.flatbuf.Field.createChildrenVector(builder, children),
        metadata);
  }

  private IntStream children(DataType type) {
    return switch (type.kind()) {
      case ARRAY -> IntStream.of(part("item", ((ArrayType) type).element()));
      case MAP -> IntStream.of(entries((MapType) type));
      case ROW ->
        ((RowType) type).fields().stream().mapToInt(field -> part(field.name(), field.type()));
      default -> IntStream.empty();
    };
  }

  private int entries(MapType type) {
    int key = field("key", type.key(), false);
    int value = part("value", type.value());
    return write("entries", Type.Struct_, emptyTable(), new int[] {key, value}, 0, false);
  }

  private int metadata(DataType type) {
    if (type.kind() != TypeKind.UUID) {
      return 0;
    }
    int name = entry("ARROW:extension:name", "arrow.uuid");
    int value = entry("ARROW:extension:metadata", "");
    return org.apache.arrow.flatbuf.Field.createCustomMetadataVector(
        builder, new int[] {name, value});
  }

  private int entry(String key, String value) {
    return KeyValue.createKeyValue(builder, builder.createString(key), builder.createString(value));
  }

  private static byte number(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> Type.Bool;
      case TINYINT, SMALLINT, INTEGER, BIGINT -> Type.Int;
      case REAL, DOUBLE -> Type.FloatingPoint;
      case DECIMAL -> Type.Decimal;
      case VARCHAR -> Type.Utf8;
      case VARBINARY -> Type.Binary;
      case DATE -> Type.Date;
      case TIME -> Type.Time;
      case TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ -> Type.Timestamp;
      case INTERVAL -> Type.Interval;
      case UUID -> Type.FixedSizeBinary;
      case ARRAY -> Type.List;
      case MAP -> Type.Map;
      case ROW -> Type.Struct_;
    };
  }

  /** Writes the table that holds the type's parameters. */
  private int parameters(DataType type) {
    return switch (type.kind()) {
      case TINYINT -> Int.createInt(builder, 8, true);
      case SMALLINT -> Int.createInt(builder, 16, true);
      case INTEGER -> Int.createInt(builder, 32, true);
      case BIGINT -> Int.createInt(builder, 64, true);
      case REAL -> FloatingPoint.createFloatingPoint(builder, Precision.SINGLE);
      case DOUBLE -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
      case DECIMAL -> {
        DecimalType decimal = (DecimalType) type;
        yield Decimal.createDecimal(builder, decimal.precision(), decimal.scale(), DECIMAL_BITS);
      }
      case DATE -> Date.createDate(builder, DateUnit.DAY);
      case TIME -> Time.createTime(builder, TimeUnit.MICROSECOND, 64);
      case TIMESTAMP -> Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, 0);
      case TIMESTAMP_NANOS -> Timestamp.createTimestamp(builder, TimeUnit.NANOSECOND, 0);
      case TIMESTAMP_TZ ->
        Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, builder.createString("UTC"));
      case INTERVAL -> Interval.createInterval(builder, IntervalUnit.MONTH_DAY_NANO);
      case UUID -> FixedSizeBinary.createFixedSizeBinary(builder, UUID_BYTES);
      case MAP -> Map.createMap(builder, false);
      case BOOLEAN, VARCHAR, VARBINARY, ARRAY, ROW -> emptyTable();
    };
  }

  private int emptyTable() {
    builder.startTable(0);
    return builder.endTable();
  }
}
