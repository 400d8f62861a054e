package io.sluice.flight.parameter;

import com.google.flatbuffers.Table;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Interval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Duration;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;

/** Columns of values that have no parts. */
final class FlatColumns {
  /** Of Arrow's type Null, which has no buffers. */
  static final ParameterColumn NULLS = new ParameterColumn(DataType.VARCHAR, (cursor, count) -> {
    throw new IllegalStateException("all are NULL");
  });

  private static final long MILLIS_PER_DAY = 86_400_000L;
  private static final int MAX_DECIMAL_DIGITS = 38;

  private FlatColumns() {}

  static ParameterColumn of(Field field) {
    return switch (field.typeType()) {
      case Type.Null -> NULLS;
      case Type.Bool -> new ParameterColumn(DataType.BOOLEAN, FlatColumns::booleans);
      case Type.Int -> integers(field, table(field, new Int()));
      case Type.FloatingPoint -> floats(table(field, new FloatingPoint()).precision());
      case Type.Decimal -> decimals(field, table(field, new Decimal()));
      case Type.Utf8 -> texts(false);
      case Type.LargeUtf8 -> texts(true);
      case Type.Binary -> binaries(false);
      case Type.LargeBinary -> binaries(true);
      case Type.FixedSizeBinary ->
        fixedBinaries(table(field, new FixedSizeBinary()).byteWidth());
      case Type.Date -> dates(table(field, new Date()).unit());
      case Type.Time -> times(table(field, new Time()));
      case Type.Timestamp -> timestamps(table(field, new Timestamp()));
      case Type.Interval ->
        intervals(table(field, new org.apache.arrow.flatbuf.Interval()).unit());
      case Type.Duration -> durations(table(field, new Duration()).unit());
      default -> throw ParameterColumn.notSupported(field);
    };
  }

  @SuppressWarnings("unchecked")
  private static <T extends Table> T table(Field field, T table) {
    return (T) ParameterColumn.typeTable(field, table);
  }

  private static IntFunction<Object> booleans(ColumnCursor cursor, int count) {
    ByteBuffer bits = cursor.nextBuffer((count + 7L) / 8);
    return row -> (bits.get(row >>> 3) >>> (row & 7) & 1) == 1;
  }

  private interface ValueAt {
    Object get(ByteBuffer bytes, int position);
  }

  private static ParameterColumn fixed(DataType type, int width, ValueAt value) {
    return new ParameterColumn(type, (cursor, count) -> {
      ByteBuffer bytes = cursor.nextBuffer((long) width * count);
      return row -> value.get(bytes, row * width);
    });
  }

  private static ParameterColumn integers(Field field, Int type) {
    boolean isSigned = type.isSigned();
    return switch (type.bitWidth()) {
      case 8 ->
        isSigned
            ? fixed(DataType.TINYINT, 1, ByteBuffer::get)
            : fixed(DataType.SMALLINT, 1, (bytes, at) -> (short) (bytes.get(at) & 0xFF));
      case 16 ->
        isSigned
            ? fixed(DataType.SMALLINT, 2, ByteBuffer::getShort)
            : fixed(DataType.INTEGER, 2, (bytes, at) -> bytes.getShort(at) & 0xFFFF);
      case 32 ->
        isSigned
            ? fixed(DataType.INTEGER, 4, ByteBuffer::getInt)
            : fixed(DataType.BIGINT, 4, (bytes, at) -> bytes.getInt(at) & 0xFFFF_FFFFL);
      case 64 ->
        isSigned
            ? fixed(DataType.BIGINT, 8, ByteBuffer::getLong)
            : fixed(
                DataType.decimal(20, 0),
                8,
                (bytes, at) -> new BigDecimal(Long.toUnsignedString(bytes.getLong(at))));
      default -> throw ParameterColumn.notSupported(field);
    };
  }

  private static ParameterColumn floats(short precision) {
    return switch (precision) {
      case Precision.HALF ->
        fixed(DataType.REAL, 2, (bytes, at) -> halfToFloat(bytes.getShort(at)));
      case Precision.SINGLE -> fixed(DataType.REAL, 4, ByteBuffer::getFloat);
      default -> fixed(DataType.DOUBLE, 8, ByteBuffer::getDouble);
    };
  }

  /** IEEE 754: 1 bit sign, 5 exponent, 10 fraction. */
  private static float halfToFloat(short half) {
    int exponent = half >>> 10 & 0x1F;
    int fraction = half & 0x3FF;
    float magnitude = exponent == 0
        ? fraction * 0x1p-24f
        : exponent == 31
            ? (fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
            : Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
    return half < 0 ? -magnitude : magnitude;
  }

  private static ParameterColumn decimals(Field field, Decimal type) {
    if (type.precision() < 1
        || type.precision() > MAX_DECIMAL_DIGITS
        || type.scale() < 0
        || type.scale() > type.precision()
        || type.bitWidth() % 32 != 0) {
      throw ParameterColumn.notSupported(field);
    }
    DecimalType decimal = DataType.decimal(type.precision(), type.scale());
    int width = type.bitWidth() / 8;
    return fixed(decimal, width, (bytes, at) -> {
      byte[] bigEndian = new byte[width];
      for (int i = 0; i < width; i++) {
        bigEndian[i] = bytes.get(at + width - 1 - i);
      }
      BigDecimal value = new BigDecimal(new BigInteger(bigEndian), decimal.scale());
      if (value.precision() > decimal.precision()) {
        throw ParameterReader.invalid(value + " has too many digits for " + decimal);
      }
      return value;
    });
  }

  private static ParameterColumn texts(boolean isLarge) {
    return new ParameterColumn(DataType.VARCHAR, (cursor, count) -> {
      IntFunction<byte[]> bytes = bytes(cursor, count, isLarge);
      return row -> new String(bytes.apply(row), StandardCharsets.UTF_8);
    });
  }

  private static ParameterColumn binaries(boolean isLarge) {
    return new ParameterColumn(DataType.VARBINARY, (cursor, count) -> {
      IntFunction<byte[]> bytes = bytes(cursor, count, isLarge);
      return row -> Binary.of(bytes.apply(row));
    });
  }

  private static IntFunction<byte[]> bytes(ColumnCursor cursor, int count, boolean isLarge) {
    Offsets offsets = Offsets.read(cursor, count, isLarge);
    ByteBuffer data = cursor.nextBuffer();
    return row -> {
      byte[] value = new byte[offsets.length(row, data.limit())];
      data.get(offsets.begin(row), value);
      return value;
    };
  }

  private static ParameterColumn fixedBinaries(int width) {
    if (width < 0) {
      throw ParameterReader.invalid("values of " + width + " bytes");
    }
    return fixed(DataType.VARBINARY, width, (bytes, at) -> {
      byte[] value = new byte[width];
      bytes.get(at, value);
      return Binary.of(value);
    });
  }

  private static ParameterColumn dates(short unit) {
    return unit == DateUnit.DAY
        ? fixed(DataType.DATE, 4, ByteBuffer::getInt)
        : fixed(
            DataType.DATE,
            8,
            (bytes, at) -> Math.toIntExact(Math.floorDiv(bytes.getLong(at), MILLIS_PER_DAY)));
  }

  private static ParameterColumn times(Time type) {
    short unit = type.unit();
    return type.bitWidth() == 32
        ? fixed(DataType.TIME, 4, (bytes, at) -> micros(bytes.getInt(at), unit))
        : fixed(DataType.TIME, 8, (bytes, at) -> micros(bytes.getLong(at), unit));
  }

  private static ParameterColumn timestamps(Timestamp type) {
    short unit = type.unit();
    if (type.timezone() != null && !type.timezone().isEmpty()) {
      return fixed(DataType.TIMESTAMP_TZ, 8, (bytes, at) -> micros(bytes.getLong(at), unit));
    }
    return unit == TimeUnit.NANOSECOND
        ? fixed(DataType.TIMESTAMP_NANOS, 8, ByteBuffer::getLong)
        : fixed(DataType.TIMESTAMP, 8, (bytes, at) -> micros(bytes.getLong(at), unit));
  }

  private static ParameterColumn durations(short unit) {
    return fixed(
        DataType.INTERVAL, 8, (bytes, at) -> new Interval(0, 0, micros(bytes.getLong(at), unit)));
  }

  /** Nanoseconds that the engine has no place for are refused, not dropped. */
  private static long micros(long value, short unit) {
    return switch (unit) {
      case TimeUnit.SECOND -> Math.multiplyExact(value, 1_000_000L);
      case TimeUnit.MILLISECOND -> Math.multiplyExact(value, 1_000L);
      case TimeUnit.MICROSECOND -> value;
      default -> {
        if (value % 1_000 != 0) {
          throw ParameterReader.invalid(value + " nanoseconds are no whole microseconds");
        }
        yield value / 1_000;
      }
    };
  }

  private static ParameterColumn intervals(short unit) {
    return switch (unit) {
      case IntervalUnit.YEAR_MONTH ->
        fixed(DataType.INTERVAL, 4, (bytes, at) -> new Interval(bytes.getInt(at), 0, 0));
      case IntervalUnit.DAY_TIME ->
        fixed(
            DataType.INTERVAL,
            8,
            (bytes, at) -> new Interval(0, bytes.getInt(at), bytes.getInt(at + 4) * 1_000L));
      default ->
        fixed(
            DataType.INTERVAL,
            16,
            (bytes, at) -> new Interval(
                bytes.getInt(at),
                bytes.getInt(at + 4),
                micros(bytes.getLong(at + 8), TimeUnit.NANOSECOND)));
    };
  }
}
