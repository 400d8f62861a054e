package io.sluice.bench;

import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of the engine and of JDBC as texts that are equal where the values are; doubles with all their digits and an exponent. */
public final class ValueTexts {
  private ValueTexts() {}

  /** The text of a value of JDBC. */
  public static String ofJdbc(@Nullable Object value) throws SQLException {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Double || value instanceof Float) {
      return ofDouble(((Number) value).doubleValue());
    }
    if (value instanceof BigDecimal || value instanceof BigInteger || value instanceof Number) {
      return ofDecimal(new BigDecimal(value.toString()));
    }
    if (value instanceof Date date) {
      return date.toLocalDate().toString();
    }
    if (value instanceof LocalDate date) {
      return date.toString();
    }
    if (value instanceof Timestamp timestamp) {
      return ofTime(timestamp.toLocalDateTime());
    }
    if (value instanceof LocalDateTime time) {
      return ofTime(time);
    }
    if (value instanceof OffsetDateTime time) {
      return ofTime(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }
    if (value instanceof LocalTime time) {
      return ValueText.formatTime(time.toNanoOfDay() / 1000);
    }
    if (value instanceof Array array) {
      List<String> texts = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        texts.add(ofJdbc(element));
      }
      return "[" + String.join(", ", texts) + "]";
    }
    if (value instanceof byte[] bytes) {
      return Binary.of(bytes).toString();
    }
    if (value instanceof Blob blob) {
      return Binary.of(blob.getBytes(1, (int) blob.length())).toString();
    }
    return value.toString();
  }

  private static String ofTime(LocalDateTime time) {
    return ValueText.formatTimestamp(
        time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1000);
  }

  private static String ofDouble(double value) {
    return Double.isNaN(value) || Double.isInfinite(value) || value == 0
        ? Double.toString(value + 0.0)
        : "%.16e".formatted(value);
  }

  private static String ofDecimal(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** The text of a value of the engine, in the form of {@link io.sluice.type.Literal#value()}. */
  public static String of(DataType type, @Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    return switch (type.kind()) {
      case REAL, DOUBLE -> ofDouble(((Number) value).doubleValue());
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL ->
        ofDecimal(new BigDecimal(value.toString()));
      case TIMESTAMP_TZ -> ValueText.formatTimestamp((Long) value);
      case TIMESTAMP_NANOS -> ValueText.formatTimestamp(Math.floorDiv((Long) value, 1_000L));
      default -> ValueText.format(type, value);
    };
  }

  /** The texts of a row of the engine. */
  public static List<String> ofRow(Schema schema, List<@Nullable Object> row) {
    List<String> texts = new ArrayList<>(row.size());
    for (int column = 0; column < row.size(); column++) {
      texts.add(of(schema.type(column), row.get(column)));
    }
    return texts;
  }
}
