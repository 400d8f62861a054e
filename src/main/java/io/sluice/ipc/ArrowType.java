package io.sluice.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.TypeNames;
import org.apache.arrow.flatbuf.Binary;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * Data types as Arrow writes them: BOOLEAN is Bool, TINYINT, SMALLINT, INTEGER and BIGINT are signed Int of 8 to 64 bits, REAL and DOUBLE are
 * FloatingPoint(SINGLE) and (DOUBLE), VARCHAR is Utf8, VARBINARY is Binary, DATE is Date(DAY), TIME is Time(MICROSECOND), TIMESTAMP is Timestamp(MICROSECOND) without
 * a time zone or, with more than six digits, Timestamp(NANOSECOND), TIMESTAMP WITH TIME ZONE is Timestamp(MICROSECOND) in UTC, UUID is FixedSizeBinary(16),
 * DECIMAL is Decimal of 128 bits whatever its precision. INTERVAL, ARRAY, MAP and ROW are Binary in the form of {@link io.sluice.type.ValueBytes}, with the type's
 * name in the field's metadata.
 */
final class ArrowType {
  /** The key under which a field's metadata hold the engine's type where Arrow's does not tell it. */
  static final String NAME = "sluice.type";

  private static final int DECIMAL_BITS = 128;

  private static final int UUID_BYTES = 16;

  private ArrowType() {}

  static byte number(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> Type.Bool;
      case TINYINT, SMALLINT, INTEGER, BIGINT -> Type.Int;
      case REAL, DOUBLE -> Type.FloatingPoint;
      case DECIMAL -> Type.Decimal;
      case VARCHAR -> Type.Utf8;
      case VARBINARY, INTERVAL, ARRAY, MAP, ROW -> Type.Binary;
      case DATE -> Type.Date;
      case TIME -> Type.Time;
      case TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ -> Type.Timestamp;
      case UUID -> Type.FixedSizeBinary;
    };
  }

  /** Writes the table that holds the type's parameters. */
  static int write(FlatBufferBuilder builder, DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> emptyTable(builder);
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
      case VARCHAR, VARBINARY, INTERVAL, ARRAY, MAP, ROW -> emptyTable(builder);
      case DATE -> Date.createDate(builder, DateUnit.DAY);
      case TIME -> Time.createTime(builder, TimeUnit.MICROSECOND, 64);
      case TIMESTAMP -> Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, 0);
      case TIMESTAMP_NANOS -> Timestamp.createTimestamp(builder, TimeUnit.NANOSECOND, 0);
      case TIMESTAMP_TZ ->
        Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, builder.createString("UTC"));
      case UUID -> FixedSizeBinary.createFixedSizeBinary(builder, UUID_BYTES);
    };
  }

  private static int emptyTable(FlatBufferBuilder builder) {
    builder.startTable(0);
    return builder.endTable();
  }

  /** The type of a field; NOT_SUPPORTED for one the engine has no type for. */
  static DataType read(Field field) {
    return switch (field.typeType()) {
      case Type.Bool -> {
        table(field, new Bool());
        yield DataType.BOOLEAN;
      }
      case Type.Utf8 -> {
        table(field, new Utf8());
        yield DataType.VARCHAR;
      }
      case Type.Int -> {
        Int number = table(field, new Int());
        require(number.isSigned(), field);
        yield switch (number.bitWidth()) {
          case 8 -> DataType.TINYINT;
          case 16 -> DataType.SMALLINT;
          case 32 -> DataType.INTEGER;
          case 64 -> DataType.BIGINT;
          default -> throw notSupported(field);
        };
      }
      case Type.FloatingPoint -> {
        yield switch (table(field, new FloatingPoint()).precision()) {
          case Precision.SINGLE -> DataType.REAL;
          case Precision.DOUBLE -> DataType.DOUBLE;
          default -> throw notSupported(field);
        };
      }
      case Type.Decimal -> {
        Decimal decimal = table(field, new Decimal());
        require(decimal.bitWidth() == DECIMAL_BITS, field);
        yield DataType.decimal(decimal.precision(), decimal.scale());
      }
      case Type.Date -> {
        require(table(field, new Date()).unit() == DateUnit.DAY, field);
        yield DataType.DATE;
      }
      case Type.Timestamp -> {
        Timestamp timestamp = table(field, new Timestamp());
        boolean isNanos = timestamp.unit() == TimeUnit.NANOSECOND;
        require(isNanos || timestamp.unit() == TimeUnit.MICROSECOND, field);
        require(!isNanos || timestamp.timezone() == null, field);
        DataType local = isNanos ? DataType.TIMESTAMP_NANOS : DataType.TIMESTAMP;
        yield timestamp.timezone() == null ? local : DataType.TIMESTAMP_TZ;
      }
      case Type.Time -> {
        Time time = table(field, new Time());
        require(time.unit() == TimeUnit.MICROSECOND && time.bitWidth() == 64, field);
        yield DataType.TIME;
      }
      case Type.FixedSizeBinary -> {
        require(table(field, new FixedSizeBinary()).byteWidth() == UUID_BYTES, field);
        yield DataType.UUID;
      }
      case Type.Binary -> {
        table(field, new Binary());
        yield named(field);
      }
      default -> throw notSupported(field);
    };
  }

  /** The type that {@link #NAME} of the field's metadata says, else VARBINARY. */
  private static DataType named(Field field) {
    for (int i = 0; i < field.customMetadataLength(); i++) {
      KeyValue entry = field.customMetadata(i);
      String name = entry.value();
      if (NAME.equals(entry.key()) && name != null) {
        DataType type = TypeNames.parse(name);
        require(ArrowLayout.of(type) == ArrowLayout.BYTES, field);
        return type;
      }
    }
    return DataType.VARBINARY;
  }

  private static <T extends Table> T table(Field field, T table) {
    if (field.type(table) == null) {
      throw IpcMessage.corrupt("field '" + field.name() + "' has no type");
    }
    return table;
  }

  private static void require(boolean isSupported, Field field) {
    if (!isSupported) {
      throw notSupported(field);
    }
  }

  private static SluiceException notSupported(Field field) {
    int number = field.typeType();
    String name =
        number >= 0 && number < Type.names.length ? Type.name(number) : "number " + number;
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        "Column '%s' has an Arrow type %s in a width or unit that is not supported; cast it"
            .formatted(field.name(), name));
  }
}
