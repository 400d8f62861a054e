package io.sluice.source.tpcds;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reads the generator's texts of one column into vectors. Owned by one driver. */
final class ColumnWriter {
  private final FlatVector vector;
  private final ValueWriter valueWriter;

  private interface ValueWriter {
    void write(int row, String text);
  }

  private ColumnWriter(FlatVector vector, ValueWriter valueWriter) {
    this.vector = vector;
    this.valueWriter = valueWriter;
  }

  static ColumnWriter of(DataType type) {
    FlatVector vector = FlatVector.create(type, 1);
    if (vector instanceof BytesVector texts) {
      return new ColumnWriter(vector, (row, text) -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        texts.write(row, bytes, 0, bytes.length);
      });
    }
    if (vector instanceof IntVector numbers) {
      return type.kind() == DataType.DATE.kind()
          ? new ColumnWriter(
              vector,
              (row, text) -> numbers.values()[row] = (int) LocalDate.parse(text).toEpochDay())
          : new ColumnWriter(vector, (row, text) -> numbers.values()[row] = Integer.parseInt(text));
    }
    LongVector numbers = (LongVector) vector;
    int scale = type instanceof DecimalType decimal ? decimal.scale() : 0;
    return new ColumnWriter(vector, (row, text) -> numbers.values()[row] = unscaled(text, scale));
  }

  /** A number of up to that many digits behind the point, times ten to the power of the scale. */
  static long unscaled(String text, int scale) {
    boolean isNegative = text.charAt(0) == '-';
    long value = 0;
    int fraction = -1;
    for (int i = isNegative ? 1 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        fraction = 0;
      } else if (c >= '0' && c <= '9') {
        value = value * 10 + (c - '0');
        fraction = fraction < 0 ? fraction : fraction + 1;
      } else {
        throw new NumberFormatException(text);
      }
    }
    int digits = Math.max(fraction, 0);
    if (digits > scale) {
      throw new NumberFormatException(text);
    }
    for (; digits < scale; digits++) {
      value *= 10;
    }
    return isNegative ? -value : value;
  }

  /** Starts a vector with room for that many rows; the vector made before is used again. */
  void begin(int capacity) {
    vector.reset();
    vector.ensureCapacity(capacity);
  }

  /** Writes a row; rows come in order. */
  void write(int row, @Nullable String text) {
    if (text != null) {
      valueWriter.write(row, text);
    } else {
      vector.setNull(row);
      if (vector instanceof BytesVector texts) {
        texts.writeEmpty(row);
      }
    }
  }

  /** The vector of the rows written since {@link #begin}, borrowed until the next one. */
  Vector finish(int rowCount) {
    vector.setLength(rowCount);
    return vector;
  }
}
