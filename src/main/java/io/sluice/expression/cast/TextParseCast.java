package io.sluice.expression.cast;

import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.expression.kernel.Int128;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.PowersOfTen;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.TypeKind;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** VARCHAR to a type of fixed width, by the text of a value with blanks around it. */
final class TextParseCast implements ScalarKernel {
  /** Reads one text and writes the value at a row. */
  private interface Reader {
    /** False when the text names no value of the type; {@link ArithmeticException} when it names one that does not fit. */
    boolean read(byte[] text, int from, int to, FlatVector result, int row);
  }

  private final DataType type;
  private final String form;
  private final Reader reader;

  private TextParseCast(DataType type, String form, Reader reader) {
    this.type = type;
    this.form = form;
    this.reader = reader;
  }

  static TextParseCast to(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> new TextParseCast(type, "true or false", TextParseCast::readBoolean);
      case TINYINT, SMALLINT, INTEGER ->
        new TextParseCast(type, "a whole number", new NumberReader(type)::read);
      case BIGINT -> new TextParseCast(type, "a whole number", new NumberReader(type)::read);
      case REAL, DOUBLE -> new TextParseCast(type, "a number", TextParseCast::readDouble);
      case DECIMAL -> {
        DecimalReader decimals = new DecimalReader((DecimalType) type);
        yield new TextParseCast(type, "a number", decimals::read);
      }
      case TIME -> new TextParseCast(type, "HH:mm:ss.ffffff", TextParseCast::readTime);
      case DATE -> new TextParseCast(type, "yyyy-MM-dd", TextParseCast::readDate);
      case TIMESTAMP ->
        new TextParseCast(type, "yyyy-MM-dd HH:mm:ss.ffffff", TextParseCast::readTimestamp);
      case TIMESTAMP_NANOS ->
        new TextParseCast(type, "yyyy-MM-dd HH:mm:ss.fffffffff", TextParseCast::readNanos);
      case TIMESTAMP_TZ ->
        new TextParseCast(type, "yyyy-MM-dd HH:mm:ss.ffffff+hh:mm", TextParseCast::readInstant);
      case UUID ->
        new TextParseCast(type, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", TextParseCast::readUuid);
      case VARCHAR, VARBINARY, INTERVAL, ARRAY, MAP, ROW ->
        throw new IllegalArgumentException(type + " is not of fixed width");
    };
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BytesVector source = (BytesVector) input.argument(0);
    byte[] data = source.data();
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      int from = source.offsets()[row];
      int to = source.offsets()[row + 1];
      while (from < to && isBlank(data[from])) {
        from++;
      }
      while (from < to && isBlank(data[to - 1])) {
        to--;
      }
      readRow(input, row, data, from, to, result);
    }
  }

  private void readRow(
      KernelInput input, int row, byte[] data, int from, int to, FlatVector result) {
    boolean isValid;
    try {
      isValid = reader.read(data, from, to, result, row);
    } catch (ArithmeticException outOfRange) {
      throw CastFailure.overflow(input, row, type);
    }
    if (!isValid) {
      throw CastFailure.invalid(input, row, type, form);
    }
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character >= '\t' && character <= '\r';
  }

  private static boolean readBoolean(byte[] text, int from, int to, FlatVector result, int row) {
    int value = NumberText.truth(text, from, to);
    ((BooleanVector) result).put(row, value == 1);
    return value >= 0;
  }

  private static boolean readDouble(byte[] text, int from, int to, FlatVector result, int row) {
    Double value = NumberText.parseDouble(text, from, to);
    if (value == null) {
      return false;
    }
    ((DoubleVector) result).values()[row] = value;
    if (result.type().kind() == TypeKind.REAL) {
      float rounded = value.floatValue();
      ((DoubleVector) result).values()[row] = rounded;
      if (Float.isInfinite(rounded) && !Double.isInfinite(value)) {
        throw new ArithmeticException("beyond the range of REAL");
      }
    }
    return true;
  }

  private static boolean readDate(byte[] text, int from, int to, FlatVector result, int row) {
    TimeText time = TimeText.parse(text, from, to);
    if (time == null) {
      return false;
    }
    ((IntVector) result).values()[row] = Math.toIntExact(time.epochDay());
    return true;
  }

  private static boolean readTimestamp(byte[] text, int from, int to, FlatVector result, int row) {
    TimeText time = TimeText.parse(text, from, to);
    if (time == null) {
      return false;
    }
    ((LongVector) result).values()[row] = time.clockMicros();
    return true;
  }

  private static boolean readInstant(byte[] text, int from, int to, FlatVector result, int row) {
    TimeText time = TimeText.parse(text, from, to);
    if (time == null) {
      return false;
    }
    ((LongVector) result).values()[row] = time.epochMicros();
    return true;
  }

  private static boolean readTime(byte[] text, int from, int to, FlatVector result, int row) {
    long nanos = TimeText.nanosOfDay(text, from, to);
    ((LongVector) result).values()[row] = nanos / 1_000;
    return nanos >= 0;
  }

  private static boolean readNanos(byte[] text, int from, int to, FlatVector result, int row) {
    TimeText time = TimeText.parse(text, from, to);
    if (time == null) {
      return false;
    }
    ((LongVector) result).values()[row] = time.clockNanos();
    return true;
  }

  private static boolean readUuid(byte[] text, int from, int to, FlatVector result, int row) {
    UUID uuid = UuidText.parse(new String(text, from, to - from, StandardCharsets.UTF_8));
    if (uuid == null) {
      return false;
    }
    result.putValue(row, uuid);
    return true;
  }

  /** Reads whole numbers of one type. A number with a point or an exponent is rounded half away from zero. Owned by one driver. */
  private static final class NumberReader {
    private final DataType type;
    private final Int128 value = new Int128();

    NumberReader(DataType type) {
      this.type = type;
    }

    boolean read(byte[] text, int from, int to, FlatVector result, int row) {
      long number;
      if (NumberText.isWholeNumber(text, from, to)) {
        number = NumberText.parseLong(text, from, to);
      } else if (NumberText.parseDecimal(text, from, to, 0, value)) {
        if (!value.isLong()) {
          throw new ArithmeticException("too many digits");
        }
        number = value.low();
      } else {
        return false;
      }
      if (!WholeNumbers.fits(number, type)) {
        throw new ArithmeticException("out of range");
      }
      if (result instanceof IntVector ints) {
        ints.values()[row] = (int) number;
      } else {
        ((LongVector) result).values()[row] = number;
      }
      return true;
    }
  }

  /** Reads DECIMALs of one type. Owned by one driver. */
  private static final class DecimalReader {
    private final DecimalType type;
    private final Int128 value = new Int128();

    DecimalReader(DecimalType type) {
      this.type = type;
    }

    boolean read(byte[] text, int from, int to, FlatVector result, int row) {
      if (!NumberText.parseDecimal(text, from, to, type.scale(), value)) {
        return false;
      }
      if (!PowersOfTen.holds(type.precision(), value.high(), value.low())) {
        throw new ArithmeticException("too many digits");
      }
      if (result instanceof Decimal128Vector wide) {
        wide.high()[row] = value.high();
        wide.low()[row] = value.low();
      } else {
        ((LongVector) result).values()[row] = value.low();
      }
      return true;
    }
  }
}
