package io.sluice.coordinator.message;

import io.sluice.type.ArrayType;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.Interval;
import io.sluice.type.Literal;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.ValueText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@link Literal#value()}'s form as JSON. Nothing is lost: BOOLEAN is a boolean; INTEGER, BIGINT and DECIMAL without scale are whole numbers of any
 * length; DOUBLE is a number, or one of the texts {@code NaN}, {@code Infinity} and {@code -Infinity}; DECIMAL with a scale is a text of all its digits; DATE
 * ({@code 1998-09-02}), TIME ({@code 12:30:00}), TIMESTAMP ({@code 1998-09-02T12:30:00}) and TIMESTAMP WITH TIME ZONE ({@code 1998-09-02T12:30:00Z}) are ISO texts;
 * VARBINARY is a text in Base64; INTERVAL is an object of {@code months}, {@code days} and {@code micros}; UUID is a text; ARRAY is an array, ROW an array of its fields,
 * MAP an array of arrays of key and value; NULL is null.
 */
public final class JsonValues {
  private JsonValues() {}

  /** The JSON form of a value: null, a {@link Boolean}, a {@link Number}, a {@link String}, a {@link JsonArray} or a {@link JsonObject}. */
  public static @Nullable Object toJson(DataType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case BOOLEAN, INTEGER, BIGINT, VARCHAR -> value;
      case TINYINT, SMALLINT -> ((Number) value).intValue();
      case REAL -> Float.isFinite((Float) value) ? value : value.toString();
      case DOUBLE -> Double.isFinite((Double) value) ? value : value.toString();
      case DECIMAL -> decimalToJson((DecimalType) type, (BigDecimal) value);
      case DATE -> ValueText.formatDate((Integer) value);
      case TIME -> ValueText.formatTime((Long) value);
      case TIMESTAMP -> ValueText.formatTimestamp((Long) value).replace(' ', 'T');
      case TIMESTAMP_NANOS -> ValueText.formatTimestampNanos((Long) value).replace(' ', 'T');
      case TIMESTAMP_TZ -> ValueText.formatTimestamp((Long) value).replace(' ', 'T') + "Z";
      case VARBINARY -> Base64.getEncoder().encodeToString(((Binary) value).bytes());
      case INTERVAL -> intervalToJson((Interval) value);
      case UUID -> value.toString();
      case ARRAY -> arrayToJson(((ArrayType) type).element(), (List<?>) value);
      case MAP -> mapToJson((MapType) type, (Map<?, ?>) value);
      case ROW -> rowToJson((RowType) type, (List<?>) value);
    };
  }

  private static JsonObject intervalToJson(Interval interval) {
    return new JsonObject()
        .put("months", interval.months())
        .put("days", interval.days())
        .put("micros", interval.micros());
  }

  private static JsonArray arrayToJson(DataType element, List<?> values) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(toJson(element, value)));
    return array;
  }

  private static JsonArray mapToJson(MapType type, Map<?, ?> entries) {
    JsonArray array = new JsonArray();
    entries.forEach((key, value) ->
        array.add(new JsonArray().add(toJson(type.key(), key)).add(toJson(type.value(), value))));
    return array;
  }

  private static JsonArray rowToJson(RowType type, List<?> values) {
    JsonArray array = new JsonArray();
    for (int i = 0; i < values.size(); i++) {
      array.add(toJson(type.fields().get(i).type(), values.get(i)));
    }
    return array;
  }

  private static List<@Nullable Object> partsFromJson(JsonArray array, List<DataType> types) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      values.add(fromJson(types.get(Math.min(i, types.size() - 1)), array.getValue(i)));
    }
    return Collections.unmodifiableList(values);
  }

  private static Map<@Nullable Object, @Nullable Object> mapFromJson(
      JsonArray array, MapType type) {
    Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < array.size(); i++) {
      JsonArray entry = array.getJsonArray(i);
      entries.put(
          fromJson(type.key(), entry.getValue(0)), fromJson(type.value(), entry.getValue(1)));
    }
    return Collections.unmodifiableMap(entries);
  }

  private static Interval intervalFromJson(JsonObject json) {
    return new Interval(json.getInteger("months"), json.getInteger("days"), json.getLong("micros"));
  }

  private static Object decimalToJson(DecimalType type, BigDecimal value) {
    if (type.scale() > 0) {
      return value.toPlainString();
    }
    BigInteger whole = value.toBigIntegerExact();
    return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
  }

  /**
   * The value a JSON form stands for.
   *
   * @throws IllegalArgumentException when it is not of the type's form
   */
  static @Nullable Object fromJson(DataType type, @Nullable Object json) {
    if (json == null) {
      return null;
    }
    try {
      return switch (type.kind()) {
        case BOOLEAN -> (Boolean) json;
        case VARCHAR -> (String) json;
        case TINYINT -> (byte) Math.toIntExact(((Number) json).longValue());
        case SMALLINT -> (short) Math.toIntExact(((Number) json).longValue());
        case REAL ->
          json instanceof String text ? Float.valueOf(text) : ((Number) json).floatValue();
        case VARBINARY -> Binary.of(Base64.getDecoder().decode((String) json));
        case TIME -> LocalTime.parse((String) json).toNanoOfDay() / 1_000;
        case TIMESTAMP_NANOS ->
          ChronoUnit.NANOS.between(
              LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC),
              LocalDateTime.parse((String) json));
        case TIMESTAMP_TZ -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse((String) json));
        case INTERVAL -> intervalFromJson((JsonObject) json);
        case UUID -> UUID.fromString((String) json);
        case ARRAY -> partsFromJson((JsonArray) json, List.of(((ArrayType) type).element()));
        case MAP -> mapFromJson((JsonArray) json, (MapType) type);
        case ROW ->
          partsFromJson(
              (JsonArray) json,
              ((RowType) type).fields().stream().map(Field::type).toList());
        case INTEGER -> Math.toIntExact(((Number) json).longValue());
        case BIGINT -> ((Number) json).longValue();
        case DOUBLE ->
          json instanceof String text ? Double.valueOf(text) : ((Number) json).doubleValue();
        case DECIMAL -> new BigDecimal(json.toString()).setScale(((DecimalType) type).scale());
        case DATE -> Math.toIntExact(LocalDate.parse((String) json).toEpochDay());
        case TIMESTAMP ->
          ChronoUnit.MICROS.between(
              LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC),
              LocalDateTime.parse((String) json));
      };
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("not a value of " + type + ": " + json, e);
    }
  }
}
