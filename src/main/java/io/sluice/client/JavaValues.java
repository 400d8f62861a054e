package io.sluice.client;

import io.sluice.type.ArrayType;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values in the form of {@link io.sluice.type.Literal#value()} as the objects that Java has for them. */
final class JavaValues {
  private static final long NANOS_PER_MICRO = 1_000;

  private JavaValues() {}

  static @Nullable Object of(DataType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case BOOLEAN,
          TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          REAL,
          DOUBLE,
          DECIMAL,
          VARCHAR,
          INTERVAL,
          UUID -> value;
      case VARBINARY -> Buffer.buffer(((Binary) value).bytes().clone());
      case DATE -> LocalDate.ofEpochDay((Integer) value);
      case TIME -> LocalTime.ofNanoOfDay((Long) value * NANOS_PER_MICRO);
      case TIMESTAMP ->
        LocalDateTime.ofInstant(instant((Long) value, ChronoUnit.MICROS), ZoneOffset.UTC);
      case TIMESTAMP_NANOS ->
        LocalDateTime.ofInstant(instant((Long) value, ChronoUnit.NANOS), ZoneOffset.UTC);
      case TIMESTAMP_TZ -> instant((Long) value, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
      case ARRAY -> list(((ArrayType) type).element(), (List<?>) value);
      case MAP -> map((MapType) type, (Map<?, ?>) value);
      case ROW ->
        new Row(
            new Schema(((RowType) type).fields()),
            Collections.unmodifiableList(new ArrayList<>((List<?>) value)));
    };
  }

  private static Instant instant(long count, ChronoUnit unit) {
    return Instant.EPOCH.plus(count, unit);
  }

  private static List<@Nullable Object> list(DataType element, List<?> values) {
    List<@Nullable Object> objects = new ArrayList<>(values.size());
    values.forEach(value -> objects.add(of(element, value)));
    return Collections.unmodifiableList(objects);
  }

  private static Map<@Nullable Object, @Nullable Object> map(MapType type, Map<?, ?> entries) {
    Map<@Nullable Object, @Nullable Object> objects = new LinkedHashMap<>();
    entries.forEach((key, value) -> objects.put(of(type.key(), key), of(type.value(), value)));
    return Collections.unmodifiableMap(objects);
  }

  /**
   * A number of another class.
   *
   * @throws ArithmeticException when that class has no such number; a float or a double is the nearest one
   */
  static Number number(Class<? extends Number> type, Number value) {
    if (type == Double.class) {
      return value.doubleValue();
    }
    if (type == Float.class) {
      return value.floatValue();
    }
    if ((value instanceof Double || value instanceof Float)
        && !Double.isFinite(value.doubleValue())) {
      throw new ArithmeticException("not finite");
    }
    BigDecimal exact =
        value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
    if (type == BigDecimal.class) {
      return exact;
    }
    if (type == Long.class) {
      return exact.longValueExact();
    }
    return type == Integer.class ? (Number) exact.intValueExact() : exact.shortValueExact();
  }
}
