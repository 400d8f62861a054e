package io.sluice.testing;

import io.sluice.type.ArrayType;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.Interval;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Maps small numbers to values of a type, distinct numbers to distinct values as far as the type has them. */
final class GeneratedValues {
  private GeneratedValues() {}

  /** A value with few digits, so that sums do not overflow. */
  static Object ordinary(DataType type, int number) {
    return switch (type.kind()) {
      case BOOLEAN -> number % 2 == 0;
      case INTEGER -> sign(number) * number;
      case DATE -> 8_000 + sign(number) * number * 3;
      case BIGINT -> sign(number) * (long) number * 1_000_003L;
      case TIMESTAMP -> 1_600_000_000_000_000L + sign(number) * (long) number * 1_234_567_891L;
      case DOUBLE -> sign(number) * number * 0.25;
      case DECIMAL ->
        BigDecimal.valueOf(
            (long) sign(number) * number % digits(type), ((DecimalType) type).scale());
      case VARCHAR -> text(number);
      case TINYINT -> (byte) (sign(number) * (number % 128));
      case SMALLINT -> (short) (sign(number) * (number % 32_768));
      case REAL -> sign(number) * number * 0.25f;
      case TIME -> number * 1_234_567L % Interval.MICROS_PER_DAY;
      case TIMESTAMP_NANOS ->
        1_600_000_000_000_000_000L + sign(number) * (long) number * 1_234_567_891L;
      case TIMESTAMP_TZ -> 1_600_000_000_000_000L + sign(number) * (long) number * 1_234_567_891L;
      case VARBINARY -> Binary.of(text(number).getBytes(StandardCharsets.UTF_16));
      // Months alone, days alone or microseconds alone: equal lengths are equal values.
      case INTERVAL ->
        switch (number % 3) {
          case 0 -> new Interval(number, 0, 0);
          case 1 -> new Interval(0, number, 0);
          default -> new Interval(0, 0, -number);
        };
      case UUID -> new UUID(number * 0x9E3779B97F4A7C15L, number);
      case ARRAY -> array(((ArrayType) type).element(), number);
      case MAP -> map((MapType) type, number);
      case ROW -> row((RowType) type, number);
    };
  }

  private static List<Object> array(DataType element, int number) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < number % 4; i++) {
      values.add((number + i) % 5 == 0 ? null : ordinary(element, number + i));
    }
    return Collections.unmodifiableList(values);
  }

  private static Map<Object, Object> map(MapType type, int number) {
    Map<Object, Object> entries = new LinkedHashMap<>();
    for (int i = 0; i < number % 3; i++) {
      entries.put(ordinary(type.key(), number + i), i == 1 ? null : ordinary(type.value(), number));
    }
    return Collections.unmodifiableMap(entries);
  }

  private static List<Object> row(RowType type, int number) {
    List<Object> values = new ArrayList<>();
    for (Field field : type.fields()) {
      values.add((number + values.size()) % 7 == 0 ? null : ordinary(field.type(), number));
    }
    return Collections.unmodifiableList(values);
  }

  /** Mostly ordinary values, and for the first numbers those at the edges of the type. */
  static Object any(DataType type, int number) {
    return switch (type.kind()) {
      case BOOLEAN, DATE, TIME, VARBINARY, INTERVAL, ARRAY, MAP, ROW -> ordinary(type, number);
      case TINYINT ->
        switch (number) {
          case 1 -> Byte.MAX_VALUE;
          case 2 -> Byte.MIN_VALUE;
          default -> ordinary(type, number);
        };
      case SMALLINT ->
        switch (number) {
          case 1 -> Short.MAX_VALUE;
          case 2 -> Short.MIN_VALUE;
          default -> ordinary(type, number);
        };
      case REAL ->
        switch (number) {
          case 1 -> Float.NaN;
          case 2 -> Float.NEGATIVE_INFINITY;
          case 3 -> Float.POSITIVE_INFINITY;
          case 4 -> -0.0f;
          case 5 -> Float.MIN_VALUE;
          default -> ordinary(type, number);
        };
      case UUID ->
        switch (number) {
          case 1 -> new UUID(0, 0);
          case 2 -> new UUID(-1, -1);
          case 3 -> new UUID(Long.MIN_VALUE, 0);
          case 4 -> new UUID(Long.MAX_VALUE, -1);
          default -> ordinary(type, number);
        };
      case INTEGER ->
        switch (number) {
          case 1 -> Integer.MAX_VALUE;
          case 2 -> Integer.MIN_VALUE;
          default -> ordinary(type, number);
        };
      case BIGINT, TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ ->
        switch (number) {
          case 1 -> Long.MAX_VALUE;
          case 2 -> Long.MIN_VALUE;
          default -> ordinary(type, number);
        };
      case DOUBLE ->
        switch (number) {
          case 1 -> Double.NaN;
          case 2 -> Double.NEGATIVE_INFINITY;
          case 3 -> Double.POSITIVE_INFINITY;
          case 4 -> -0.0;
          case 5 -> Double.MIN_VALUE;
          case 6 -> -Double.MAX_VALUE;
          default -> ordinary(type, number);
        };
      case DECIMAL ->
        switch (number) {
          case 1 -> largest((DecimalType) type);
          case 2 -> largest((DecimalType) type).negate();
          default -> ordinary(type, number);
        };
      case VARCHAR ->
        switch (number) {
          case 1 -> "";
          case 2 -> "\u0000";
          case 3 -> "ünï\uD83D\uDE00 beyond ASCII";
          case 4 -> "a long text ".repeat(50);
          case 5 -> "\uFFFD";
          case 6 -> "value 1";
          default -> ordinary(type, number);
        };
    };
  }

  private static int sign(int number) {
    return number % 3 == 0 ? -1 : 1;
  }

  private static long digits(DataType type) {
    int precision = Math.min(((DecimalType) type).precision(), DecimalType.MAX_SHORT_PRECISION);
    return BigInteger.TEN.pow(precision).longValueExact();
  }

  private static BigDecimal largest(DecimalType type) {
    BigInteger unscaled = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
    return new BigDecimal(unscaled, type.scale());
  }

  /** Some equal in their first eight bytes, some short, some long. */
  private static String text(int number) {
    return switch (number % 4) {
      case 0 -> "value " + number;
      case 1 -> Integer.toString(number, 36);
      case 2 -> "a common beginning of values, then " + number;
      default -> "v".repeat(1 + number % 16) + number;
    };
  }
}
