package io.sluice.coordinator.message;

import io.sluice.type.ArrayType;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Interval;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import io.sluice.type.TypeNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a statement's {@code ?}: as Java objects, and as JSON. In JSON null, booleans, numbers, texts and arrays stand for themselves; all other values are
 * objects that name their type, {@code {"type": "DATE", "value": "1998-09-02"}}, with the value as {@link JsonValues} has it.
 */
public final class Parameters {
  private static final String TYPE = "type";
  private static final String VALUE = "value";
  private static final int NANOS_PER_MICRO = 1_000;

  private Parameters() {}

  /**
   * The SQL value of a Java object: {@link Boolean}; {@link Byte}, {@link Short}, {@link Integer}, {@link Long} (BIGINT); {@link Float}, {@link Double} (DOUBLE); {@link
   * BigInteger}, {@link BigDecimal} (DECIMAL); {@link CharSequence} (VARCHAR); {@link LocalDate} (DATE); {@link LocalTime} (TIME); {@link LocalDateTime} (TIMESTAMP, with
   * nanoseconds where it has some); {@link OffsetDateTime}, {@link ZonedDateTime}, {@link Instant} (TIMESTAMP WITH TIME ZONE); {@link UUID}; {@code byte[]}, {@link
   * Buffer}, {@link Binary} (VARBINARY); {@link Interval}; {@link List}, {@link JsonArray} (ARRAY); {@link Literal}; null. What is finer than microseconds is cut off where the type has no more.
   *
   * @throws IllegalArgumentException for any other object, for a number of more than 38 digits, and for a list whose elements have no common type
   */
  public static Literal literal(@Nullable Object value) {
    if (value == null) {
      return Literal.ofNull(DataType.VARCHAR);
    }
    if (value instanceof Literal literal) {
      return literal;
    }
    if (value instanceof Boolean bool) {
      return Literal.of(bool.booleanValue());
    }
    if (value instanceof CharSequence text) {
      return Literal.of(text.toString());
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof JsonArray array) {
      return list(array.stream().map(Parameters::literal).toList());
    }
    if (value instanceof List<?> elements) {
      return list(elements.stream().map(Parameters::literal).toList());
    }
    if (value instanceof byte[] bytes) {
      return new Literal(DataType.VARBINARY, Binary.of(bytes.clone()));
    }
    if (value instanceof Buffer buffer) {
      return new Literal(DataType.VARBINARY, Binary.of(buffer.getBytes()));
    }
    if (value instanceof Binary) {
      return new Literal(DataType.VARBINARY, value);
    }
    if (value instanceof Interval) {
      return new Literal(DataType.INTERVAL, value);
    }
    if (value instanceof UUID) {
      return new Literal(DataType.UUID, value);
    }
    return time(value);
  }

  private static Literal number(Number value) {
    if (value instanceof Double || value instanceof Float) {
      return Literal.of(value.doubleValue());
    }
    if (value instanceof BigInteger || value instanceof BigDecimal) {
      return decimal(new BigDecimal(value.toString()));
    }
    return Literal.of(value.longValue());
  }

  private static Literal decimal(BigDecimal value) {
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    int precision = Math.max(plain.precision(), plain.scale());
    if (precision > DecimalType.MAX_PRECISION) {
      throw new IllegalArgumentException(
          "a number of at most " + DecimalType.MAX_PRECISION + " digits");
    }
    return new Literal(DataType.decimal(precision, plain.scale()), plain);
  }

  private static Literal time(Object value) {
    if (value instanceof LocalDate date) {
      return new Literal(DataType.DATE, Math.toIntExact(date.toEpochDay()));
    }
    if (value instanceof LocalTime time) {
      return new Literal(DataType.TIME, time.toNanoOfDay() / NANOS_PER_MICRO);
    }
    if (value instanceof LocalDateTime time) {
      Instant instant = time.toInstant(ZoneOffset.UTC);
      return time.getNano() % NANOS_PER_MICRO == 0
          ? new Literal(DataType.TIMESTAMP, micros(instant))
          : new Literal(DataType.TIMESTAMP_NANOS, ChronoUnit.NANOS.between(Instant.EPOCH, instant));
    }
    if (value instanceof OffsetDateTime time) {
      return new Literal(DataType.TIMESTAMP_TZ, micros(time.toInstant()));
    }
    if (value instanceof ZonedDateTime time) {
      return new Literal(DataType.TIMESTAMP_TZ, micros(time.toInstant()));
    }
    if (value instanceof Instant instant) {
      return new Literal(DataType.TIMESTAMP_TZ, micros(instant));
    }
    throw new IllegalArgumentException("a value of a type that SQL has");
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant.truncatedTo(ChronoUnit.MICROS));
  }

  private static Literal list(List<Literal> elements) {
    DataType type = null;
    for (Literal element : elements) {
      if (!element.isNull()) {
        type = type == null ? element.type() : common(type, element.type());
      }
    }
    DataType elementType = type == null ? DataType.VARCHAR : type;
    List<@Nullable Object> values = new ArrayList<>(elements.size());
    for (Literal element : elements) {
      values.add(as(elementType, element.type(), element.value()));
    }
    return new Literal(DataType.array(elementType), Collections.unmodifiableList(values));
  }

  private static DataType common(DataType a, DataType b) {
    if (a.equals(b)) {
      return a;
    }
    if (a instanceof ArrayType left && b instanceof ArrayType right) {
      return DataType.array(common(left.element(), right.element()));
    }
    if (!a.isNumeric() || !b.isNumeric()) {
      throw new IllegalArgumentException("a list of values of one type");
    }
    if (a.kind() == TypeKind.DOUBLE || b.kind() == TypeKind.DOUBLE) {
      return DataType.DOUBLE;
    }
    DecimalType left = decimalType(a);
    DecimalType right = decimalType(b);
    int scale = Math.max(left.scale(), right.scale());
    int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
    if (whole + scale > DecimalType.MAX_PRECISION) {
      throw new IllegalArgumentException(
          "a list of numbers of at most " + DecimalType.MAX_PRECISION + " digits together");
    }
    return DataType.decimal(whole + scale, scale);
  }

  private static DecimalType decimalType(DataType type) {
    return type instanceof DecimalType decimal ? decimal : DataType.decimal(19, 0);
  }

  private static @Nullable Object as(DataType wanted, DataType type, @Nullable Object value) {
    if (value == null || wanted.equals(type)) {
      return value;
    }
    if (wanted instanceof ArrayType array) {
      DataType element = ((ArrayType) type).element();
      List<@Nullable Object> values = new ArrayList<>();
      ((List<?>) value).forEach(part -> values.add(as(array.element(), element, part)));
      return Collections.unmodifiableList(values);
    }
    return wanted instanceof DecimalType decimal
        ? new BigDecimal(value.toString()).setScale(decimal.scale())
        : ((Number) value).doubleValue();
  }

  /** The JSON form of a parameter. */
  static @Nullable Object toJson(Literal parameter) {
    if (parameter.isNull()) {
      return parameter.type().equals(DataType.VARCHAR) ? null : typed(parameter);
    }
    return switch (parameter.type().kind()) {
      case BOOLEAN, BIGINT, VARCHAR -> parameter.value();
      case DOUBLE ->
        parameter.value() instanceof Double number && Double.isFinite(number)
            ? number
            : typed(parameter);
      default -> typed(parameter);
    };
  }

  private static JsonObject typed(Literal parameter) {
    return new JsonObject()
        .put(TYPE, parameter.type().toString())
        .put(VALUE, JsonValues.toJson(parameter.type(), parameter.value()));
  }

  /**
   * The parameter a JSON form stands for.
   *
   * @throws IllegalArgumentException with what it must be
   */
  static Literal fromJson(@Nullable Object json) {
    if (json instanceof JsonArray array) {
      List<Literal> elements = new ArrayList<>(array.size());
      for (int i = 0; i < array.size(); i++) {
        elements.add(fromJson(array.getValue(i)));
      }
      return list(elements);
    }
    if (!(json instanceof JsonObject object)) {
      return literal(json);
    }
    if (object.size() != 2
        || !object.containsKey(VALUE)
        || !(object.getValue(TYPE) instanceof String type)) {
      throw new IllegalArgumentException(
          "null, true or false, a number, a text, an array, or an object like {\"type\": \"DATE\", \"value\": \"1998-09-02\"}");
    }
    DataType parsed = parseType(type);
    try {
      return new Literal(parsed, JsonValues.fromJson(parsed, object.getValue(VALUE)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a value of " + parsed, e);
    }
  }

  private static DataType parseType(String name) {
    try {
      return TypeNames.parse(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a value of a type that SQL has", e);
    }
  }
}
