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

/** VARCHAR to a type, by the text of a value with blanks around it. */
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
      case INTEGER -> new TextParseCast(type, "a whole number", TextParseCast::readInteger);
      case BIGINT -> new TextParseCast(type, "a whole number", TextParseCast::readBigint);
      case DOUBLE -> new TextParseCast(type, "a number", TextParseCast::readDouble);
      case DECIMAL -> {
        DecimalReader decimals = new DecimalReader((DecimalType) type);
        yield new TextParseCast(type, "a number", decimals::read);
      }
      case DATE -> new TextParseCast(type, "yyyy-MM-dd", TextParseCast::readDate);
      case TIMESTAMP ->
        new TextParseCast(type, "yyyy-MM-dd HH:mm:ss.ffffff", TextParseCast::readTimestamp);
      case VARCHAR -> throw new IllegalArgumentException("VARCHAR needs no cast to VARCHAR");
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

  private static boolean readInteger(byte[] text, int from, int to, FlatVector result, int row) {
    if (!NumberText.isWholeNumber(text, from, to)) {
      return false;
    }
    ((IntVector) result).values()[row] = Math.toIntExact(NumberText.parseLong(text, from, to));
    return true;
  }

  private static boolean readBigint(byte[] text, int from, int to, FlatVector result, int row) {
    if (!NumberText.isWholeNumber(text, from, to)) {
      return false;
    }
    ((LongVector) result).values()[row] = NumberText.parseLong(text, from, to);
    return true;
  }

  private static boolean readDouble(byte[] text, int from, int to, FlatVector result, int row) {
    Double value = NumberText.parseDouble(text, from, to);
    if (value == null) {
      return false;
    }
    ((DoubleVector) result).values()[row] = value;
    return true;
  }

  private static boolean readDate(byte[] text, int from, int to, FlatVector result, int row) {
    TimeText time = TimeText.parse(text, from, to);
    if (time == null || time.hasTime()) {
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
    ((LongVector) result).values()[row] = time.epochMicros();
    return true;
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
