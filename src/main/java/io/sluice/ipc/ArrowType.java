package io.sluice.ipc;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.Table;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * Data types as Arrow writes them: BOOLEAN is Bool, INTEGER and BIGINT are signed Int of 32 and 64 bits, DOUBLE is FloatingPoint(DOUBLE), VARCHAR
 * is Utf8, DATE is Date(DAY), TIMESTAMP is Timestamp(MICROSECOND) without a time zone, DECIMAL is Decimal of 128 bits whatever its precision.
 */
final class ArrowType {
  private static final int DECIMAL_BITS = 128;

  private ArrowType() {}

  static byte number(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> Type.Bool;
      case INTEGER, BIGINT -> Type.Int;
      case DOUBLE -> Type.FloatingPoint;
      case DECIMAL -> Type.Decimal;
      case VARCHAR -> Type.Utf8;
      case DATE -> Type.Date;
      case TIMESTAMP -> Type.Timestamp;
    };
  }

  /** Writes the table that holds the type's parameters. */
  static int write(FlatBufferBuilder builder, DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> emptyTable(builder);
      case INTEGER -> Int.createInt(builder, 32, true);
      case BIGINT -> Int.createInt(builder, 64, true);
      case DOUBLE -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
      case DECIMAL -> {
        DecimalType decimal = (DecimalType) type;
        yield Decimal.createDecimal(builder, decimal.precision(), decimal.scale(), DECIMAL_BITS);
      }
      case VARCHAR -> emptyTable(builder);
      case DATE -> Date.createDate(builder, DateUnit.DAY);
      case TIMESTAMP -> Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, 0);
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
        require(number.isSigned() && (number.bitWidth() == 32 || number.bitWidth() == 64), field);
        yield number.bitWidth() == 32 ? DataType.INTEGER : DataType.BIGINT;
      }
      case Type.FloatingPoint -> {
        require(table(field, new FloatingPoint()).precision() == Precision.DOUBLE, field);
        yield DataType.DOUBLE;
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
        require(timestamp.unit() == TimeUnit.MICROSECOND && timestamp.timezone() == null, field);
        yield DataType.TIMESTAMP;
      }
      default -> throw notSupported(field);
    };
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
