package io.sluice.sql.type;

import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import io.sluice.type.ValueText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Constants of the optimiser as literals of the engine, and back. */
public final class SqlLiterals {
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long NANOS_PER_MICRO = 1_000L;

  private SqlLiterals() {}

  /** The literal of a constant that is neither an interval nor a symbol. */
  public static Literal toEngine(RexLiteral constant) {
    DataType type = SqlTypes.toEngine(constant.getType());
    return new Literal(type, constant.isNull() ? null : value(constant, type));
  }

  private static @Nullable Object value(RexLiteral constant, DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> constant.getValueAs(Boolean.class);
      case INTEGER -> number(constant).intValueExact();
      case BIGINT -> number(constant).longValueExact();
      case DOUBLE -> constant.getValueAs(Double.class);
      case DECIMAL -> number(constant).setScale(((DecimalType) type).scale(), RoundingMode.HALF_UP);
      case VARCHAR -> constant.getValueAs(String.class);
      case DATE -> required(constant.getValueAs(DateString.class)).getDaysSinceEpoch();
      case TIMESTAMP -> micros(required(constant.getValueAs(TimestampString.class)));
    };
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

  private static long micros(TimestampString timestamp) {
    LocalDateTime time = LocalDateTime.parse(timestamp.toString().replace(' ', 'T'));
    return time.toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND
        + time.getNano() / NANOS_PER_MICRO;
  }

  /** The constant of a literal, of that type. */
  public static RexNode toSql(RexBuilder builder, Literal literal, RelDataType type) {
    Object value = literal.value();
    if (value == null) {
      return builder.makeNullLiteral(type);
    }
    Comparable<?> constant = switch (literal.type().kind()) {
      case BOOLEAN -> (Boolean) value;
      case INTEGER, BIGINT -> BigDecimal.valueOf(((Number) value).longValue());
      case DOUBLE -> (Double) value;
      case DECIMAL -> (BigDecimal) value;
      case VARCHAR -> new NlsString((String) value, null, null);
      case DATE -> DateString.fromDaysSinceEpoch((Integer) value);
      case TIMESTAMP -> new TimestampString(ValueText.formatTimestamp((Long) value));
    };
    return builder.makeLiteral(constant, type, true);
  }
}
