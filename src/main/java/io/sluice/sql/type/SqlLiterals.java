package io.sluice.sql.type;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Interval;
import io.sluice.type.Literal;
import io.sluice.type.ValueText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Constants of the optimiser as literals of the engine, and back. */
public final class SqlLiterals {
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long NANOS_PER_MICRO = 1_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long MILLIS_PER_DAY = 86_400_000L;

  private SqlLiterals() {}

  /** The literal of a constant that is no symbol. */
  public static Literal toEngine(RexLiteral constant) {
    DataType type = SqlTypes.toEngine(constant.getType());
    return new Literal(type, constant.isNull() ? null : value(constant, type));
  }

  private static @Nullable Object value(RexLiteral constant, DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> constant.getValueAs(Boolean.class);
      case TINYINT -> number(constant).byteValueExact();
      case SMALLINT -> number(constant).shortValueExact();
      case REAL -> real(required(constant.getValueAs(Double.class)));
      case VARBINARY ->
        Binary.of(required(constant.getValueAs(ByteString.class)).getBytes());
      case TIME ->
        LocalTime.parse(required(constant.getValueAs(TimeString.class)).toString())
                .toNanoOfDay()
            / NANOS_PER_MICRO;
      case TIMESTAMP_NANOS -> nanos(required(constant.getValueAs(TimestampString.class)));
      case TIMESTAMP_TZ -> micros(required(constant.getValueAs(TimestampString.class)));
      case INTERVAL -> interval(constant);
      case UUID -> constant.getValueAs(UUID.class);
      case ARRAY, MAP, ROW -> throw new IllegalStateException("a constant of type " + type);
      case INTEGER -> number(constant).intValueExact();
      case BIGINT -> number(constant).longValueExact();
      case DOUBLE -> constant.getValueAs(Double.class);
      case DECIMAL -> number(constant).setScale(((DecimalType) type).scale(), RoundingMode.HALF_UP);
      case VARCHAR -> constant.getValueAs(String.class);
      case DATE -> required(constant.getValueAs(DateString.class)).getDaysSinceEpoch();
      case TIMESTAMP -> micros(required(constant.getValueAs(TimestampString.class)));
    };
  }

  private static float real(double value) {
    float real = (float) value;
    if (Float.isInfinite(real) && !Double.isInfinite(value)) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW, value + " does not fit REAL; cast it to a wider type");
    }
    return real;
  }

  private static BigDecimal number(RexLiteral constant) {
    return required(constant.getValueAs(BigDecimal.class));
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a constant without a value");
    }
    return value;
  }

  /** Of a day-time interval, days count where its unit is or begins with DAY; all else is time. */
  private static Interval interval(RexLiteral constant) {
    BigDecimal number = number(constant).setScale(0, RoundingMode.HALF_UP);
    SqlTypeName type = constant.getType().getSqlTypeName();
    try {
      long value = number.longValueExact();
      if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(type)) {
        return new Interval(Math.toIntExact(value), 0, 0);
      }
      boolean hasDays = type.getStartUnit() == TimeUnit.DAY;
      long days = hasDays ? value / MILLIS_PER_DAY : 0;
      return new Interval(
          0, Math.toIntExact(days), Math.multiplyExact(value - days * MILLIS_PER_DAY, 1_000L));
    } catch (ArithmeticException e) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW, "An interval is longer than INTERVAL can be", e);
    }
  }

  private static long nanos(TimestampString timestamp) {
    LocalDateTime time = LocalDateTime.parse(timestamp.toString().replace(' ', 'T'));
    return Math.addExact(
        Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), NANOS_PER_SECOND), time.getNano());
  }

  private static long micros(TimestampString timestamp) {
    LocalDateTime time = LocalDateTime.parse(timestamp.toString().replace(' ', 'T'));
    return time.toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND
        + time.getNano() / NANOS_PER_MICRO;
  }

  /**
   * The constant of a literal, of that type.
   *
   * @throws IllegalArgumentException when the optimiser has none
   */
  public static RexNode toSql(RexBuilder builder, Literal literal, RelDataType type) {
    Object value = literal.value();
    if (value == null) {
      return builder.makeNullLiteral(type);
    }
    Comparable<?> constant = switch (literal.type().kind()) {
      case BOOLEAN -> (Boolean) value;
      case TINYINT, SMALLINT, INTEGER, BIGINT -> BigDecimal.valueOf(((Number) value).longValue());
      case REAL -> number(((Float) value).doubleValue());
      case VARBINARY -> new ByteString(((Binary) value).bytes());
      case TIME -> new TimeString(ValueText.formatTime((Long) value));
      case TIMESTAMP_NANOS -> new TimestampString(ValueText.formatTimestampNanos((Long) value));
      case TIMESTAMP_TZ -> new TimestampString(ValueText.formatTimestamp((Long) value));
      case UUID -> (UUID) value;
      case INTERVAL -> interval((Interval) value, type);
      case ARRAY, MAP, ROW ->
        throw new IllegalArgumentException("the optimiser has no constants of type " + type);
      case DOUBLE -> number((Double) value);
      case DECIMAL -> (BigDecimal) value;
      case VARCHAR -> new NlsString((String) value, null, null);
      case DATE -> new DateString(ValueText.formatDate((Integer) value));
      case TIMESTAMP -> new TimestampString(ValueText.formatTimestamp((Long) value));
    };
    return builder.makeLiteral(constant, type, true);
  }

  /** The optimiser holds the negative zero for less than zero. */
  private static Double number(Double value) {
    if (value == 0 && Math.copySign(1, value) < 0) {
      throw new IllegalArgumentException("the optimiser has no negative zero");
    }
    return value;
  }

  private static BigDecimal interval(Interval value, RelDataType type) {
    boolean isMonths = SqlTypeName.YEAR_INTERVAL_TYPES.contains(type.getSqlTypeName());
    boolean isTimeOnly = type.getSqlTypeName().getStartUnit() != TimeUnit.DAY;
    boolean isWhole = isMonths
        ? value.days() == 0 && value.micros() == 0
        : value.months() == 0
            && value.micros() % 1_000 == 0
            && (isTimeOnly
                ? value.days() == 0
                : Math.abs(value.micros()) < Interval.MICROS_PER_DAY
                    && (value.days() == 0
                        || value.micros() == 0
                        || value.days() < 0 == value.micros() < 0));
    if (!isWhole) {
      throw new IllegalArgumentException(value + " has no constant of type " + type);
    }
    return BigDecimal.valueOf(
        isMonths ? value.months() : value.days() * MILLIS_PER_DAY + value.micros() / 1_000);
  }
}
