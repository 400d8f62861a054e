package io.sluice.source.jdbc;

import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads one column of rows of a database into a vector.
 *
 * @param field what the engine expects
 * @param position in the rows, from 1
 */
record ColumnReader(Field field, int position) {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int NANOS_PER_MICRO = 1000;

  /**
   * Writes the column's value of the current row.
   *
   * @param row of the vector, which has room for it; those before it are written
   * @return bytes of a text or of bytes; 0 for others
   * @throws SluiceException of code IO_ERROR for a value that the type does not hold
   */
  int read(ResultSet rows, FlatVector target, int row) throws SQLException {
    try {
      return write(rows, target, row);
    } catch (ArithmeticException | DateTimeException e) {
      throw new SluiceException(
          ErrorCode.IO_ERROR,
          "Column '%s' holds a value that is no %s: %s"
              .formatted(field.name(), field.type(), rows.getString(position)));
    }
  }

  private int write(ResultSet rows, FlatVector target, int row) throws SQLException {
    switch (field.type().kind()) {
      case BOOLEAN -> {
        boolean value = rows.getBoolean(position);
        ((BooleanVector) target).put(row, value);
        putNull(rows.wasNull(), target, row);
      }
      case TINYINT, SMALLINT, INTEGER -> {
        int value = rows.getInt(position);
        ((IntVector) target).values()[row] = inRange(value);
        putNull(rows.wasNull(), target, row);
      }
      case BIGINT -> {
        ((LongVector) target).values()[row] = rows.getLong(position);
        putNull(rows.wasNull(), target, row);
      }
      case REAL -> {
        ((DoubleVector) target).values()[row] = rows.getFloat(position);
        putNull(rows.wasNull(), target, row);
      }
      case DOUBLE -> {
        ((DoubleVector) target).values()[row] = rows.getDouble(position);
        putNull(rows.wasNull(), target, row);
      }
      case VARCHAR -> {
        String text = rows.getString(position);
        return putBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), target, row);
      }
      case VARBINARY -> {
        return putBytes(rows.getBytes(position), target, row);
      }
      default -> putValue(value(rows), target, row);
    }
    return 0;
  }

  private int inRange(int value) {
    DataType type = field.type();
    boolean fits = type.equals(DataType.TINYINT)
        ? value == (byte) value
        : !type.equals(DataType.SMALLINT) || value == (short) value;
    if (!fits) {
      throw new ArithmeticException("out of range");
    }
    return value;
  }

  /** The value in the form of {@link io.sluice.type.Literal#value()}. */
  private @Nullable Object value(ResultSet rows) throws SQLException {
    return switch (field.type().kind()) {
      case DECIMAL -> decimal(rows.getBigDecimal(position), (DecimalType) field.type());
      case DATE -> {
        LocalDate date = rows.getObject(position, LocalDate.class);
        yield date == null ? null : Math.toIntExact(date.toEpochDay());
      }
      case TIME -> time(rows.getObject(position, LocalTime.class));
      case TIMESTAMP ->
        timestamp(
            rows.getObject(position, LocalDateTime.class), MICROS_PER_SECOND, NANOS_PER_MICRO);
      case TIMESTAMP_NANOS ->
        timestamp(rows.getObject(position, LocalDateTime.class), NANOS_PER_SECOND, 1);
      case TIMESTAMP_TZ -> {
        OffsetDateTime instant = rows.getObject(position, OffsetDateTime.class);
        yield instant == null
            ? null
            : count(instant.toEpochSecond(), instant.getNano(), MICROS_PER_SECOND, NANOS_PER_MICRO);
      }
      case UUID -> rows.getObject(position, UUID.class);
      default -> throw new IllegalStateException("no reader of " + field.type());
    };
  }

  private static @Nullable BigDecimal decimal(@Nullable BigDecimal value, DecimalType type) {
    if (value == null) {
      return null;
    }
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
    if (scaled.precision() > type.precision()) {
      throw new ArithmeticException("too many digits");
    }
    return scaled;
  }

  private static @Nullable Long time(@Nullable LocalTime time) {
    if (time == null) {
      return null;
    }
    // What drivers make of 24:00.
    if (time.equals(LocalTime.MAX)) {
      throw new DateTimeException("the end of a day");
    }
    return time.toNanoOfDay() / NANOS_PER_MICRO;
  }

  private static @Nullable Long timestamp(
      @Nullable LocalDateTime time, long unitsPerSecond, int nanosPerUnit) {
    return time == null
        ? null
        : count(time.toEpochSecond(ZoneOffset.UTC), time.getNano(), unitsPerSecond, nanosPerUnit);
  }

  private static long count(long seconds, int nanos, long unitsPerSecond, int nanosPerUnit) {
    return Math.addExact(Math.multiplyExact(seconds, unitsPerSecond), nanos / nanosPerUnit);
  }

  private void putValue(@Nullable Object value, FlatVector target, int row) {
    if (value == null) {
      putNull(true, target, row);
    } else {
      target.putValue(row, value);
    }
  }

  private int putBytes(byte @Nullable [] bytes, FlatVector target, int row) {
    BytesVector vector = (BytesVector) target;
    if (bytes == null) {
      vector.writeEmpty(row);
      putNull(true, target, row);
      return 0;
    }
    vector.write(row, bytes, 0, bytes.length);
    return bytes.length;
  }

  private void putNull(boolean isNull, FlatVector target, int row) {
    if (!isNull) {
      return;
    }
    if (!field.nullable()) {
      throw new SluiceException(
          ErrorCode.IO_ERROR,
          "Column '%s' holds a NULL, although its table says NOT NULL".formatted(field.name()));
    }
    target.setNull(row);
  }
}
