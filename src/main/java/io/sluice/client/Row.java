package io.sluice.client;

import io.sluice.column.RecordBatch;
import io.sluice.coordinator.message.JsonValues;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of a result, or a value of type ROW. Columns are named by their place, from 0, or by their name without regard to case, of which the first counts. Values are
 * objects of Java, as {@link #getValue(int)} tells. Immutable.
 *
 * <p>A getter gives null for NULL. It throws a {@link ClassCastException} for a value of another type, an {@link ArithmeticException} for a number that its type cannot hold,
 * an {@link IndexOutOfBoundsException} for a place and a {@link NoSuchElementException} for a name that the row does not have.
 */
public final class Row {
  private final Schema schema;
  private final List<@Nullable Object> values;

  /** @param values in the form of {@link io.sluice.type.Literal#value()} */
  Row(Schema schema, List<@Nullable Object> values) {
    this.schema = schema;
    this.values = values;
  }

  /** The rows of a batch that count. */
  static Stream<Row> of(RecordBatch batch) {
    return IntStream.range(0, batch.rowCount()).mapToObj(i -> {
      int place = batch.rowAt(i);
      List<@Nullable Object> values = new ArrayList<>(batch.columnCount());
      for (int column = 0; column < batch.columnCount(); column++) {
        values.add(batch.column(column).value(place));
      }
      return new Row(batch.schema(), Collections.unmodifiableList(values));
    });
  }

  /** The columns with their types. */
  public Schema schema() {
    return schema;
  }

  public int size() {
    return values.size();
  }

  public String getColumnName(int column) {
    return schema.field(column).name();
  }

  /** The place of a column, or -1. */
  public int getColumnIndex(String column) {
    return schema.indexOf(column);
  }

  private int index(String column) {
    int index = schema.indexOf(column);
    if (index < 0) {
      throw new NoSuchElementException("The row has no column '" + column + "', but "
          + schema.fields().stream().map(Field::name).toList());
    }
    return index;
  }

  /**
   * A value: {@link Boolean}; {@link Byte} (TINYINT), {@link Short} (SMALLINT), {@link Integer}, {@link Long} (BIGINT); {@link Float} (REAL), {@link Double}; {@link
   * BigDecimal}; {@link String}; {@link Buffer} (VARBINARY); {@link LocalDate}; {@link LocalTime}; {@link LocalDateTime} (TIMESTAMP); {@link OffsetDateTime} in UTC (TIMESTAMP
   * WITH TIME ZONE); {@link io.sluice.type.Interval}; {@link UUID}; {@link List} (ARRAY); {@link java.util.Map} (MAP); {@link Row}; null (NULL).
   */
  public @Nullable Object getValue(int column) {
    return JavaValues.of(schema.type(column), values.get(column));
  }

  /** The same. */
  public @Nullable Object getValue(String column) {
    return getValue(index(column));
  }

  public boolean isNull(int column) {
    return values.get(column) == null;
  }

  public boolean isNull(String column) {
    return isNull(index(column));
  }

  /** A value of a class that {@link #getValue(int)} names. */
  public <T> @Nullable T get(Class<T> type, int column) {
    Object value = getValue(column);
    if (value != null && !type.isInstance(value)) {
      throw wrongType(column, type, null);
    }
    return type.cast(value);
  }

  /** The same. */
  public <T> @Nullable T get(Class<T> type, String column) {
    return get(type, index(column));
  }

  private <T extends Number> @Nullable T number(Class<T> type, int column) {
    Object value = getValue(column);
    if (value == null) {
      return null;
    }
    if (value instanceof Number number) {
      try {
        return type.cast(JavaValues.number(type, number));
      } catch (ArithmeticException e) {
        ArithmeticException failure =
            new ArithmeticException("Column '%s' of type %s holds %s, which is no %s"
                .formatted(
                    schema.field(column).name(), schema.type(column), value, type.getSimpleName()));
        failure.initCause(e);
        throw failure;
      }
    }
    throw wrongType(column, type, null);
  }

  private ClassCastException wrongType(int column, Class<?> type, @Nullable Throwable cause) {
    ClassCastException failure = new ClassCastException("Column '%s' is of type %s and gives no %s"
        .formatted(schema.field(column).name(), schema.type(column), type.getSimpleName()));
    failure.initCause(cause);
    return failure;
  }

  public @Nullable Boolean getBoolean(int column) {
    return get(Boolean.class, column);
  }

  public @Nullable Boolean getBoolean(String column) {
    return getBoolean(index(column));
  }

  /** A number without fraction that fits. */
  public @Nullable Short getShort(int column) {
    return number(Short.class, column);
  }

  public @Nullable Short getShort(String column) {
    return getShort(index(column));
  }

  /** A number without fraction that fits. */
  public @Nullable Integer getInteger(int column) {
    return number(Integer.class, column);
  }

  public @Nullable Integer getInteger(String column) {
    return getInteger(index(column));
  }

  /** A number without fraction that fits. */
  public @Nullable Long getLong(int column) {
    return number(Long.class, column);
  }

  public @Nullable Long getLong(String column) {
    return getLong(index(column));
  }

  /** The nearest float of a number. */
  public @Nullable Float getFloat(int column) {
    return number(Float.class, column);
  }

  public @Nullable Float getFloat(String column) {
    return getFloat(index(column));
  }

  /** The nearest double of a number. */
  public @Nullable Double getDouble(int column) {
    return number(Double.class, column);
  }

  public @Nullable Double getDouble(String column) {
    return getDouble(index(column));
  }

  /** A number with all its digits. */
  public @Nullable BigDecimal getBigDecimal(int column) {
    return number(BigDecimal.class, column);
  }

  public @Nullable BigDecimal getBigDecimal(String column) {
    return getBigDecimal(index(column));
  }

  public @Nullable String getString(int column) {
    return get(String.class, column);
  }

  public @Nullable String getString(String column) {
    return getString(index(column));
  }

  public @Nullable Buffer getBuffer(int column) {
    return get(Buffer.class, column);
  }

  public @Nullable Buffer getBuffer(String column) {
    return getBuffer(index(column));
  }

  public @Nullable LocalDate getLocalDate(int column) {
    return get(LocalDate.class, column);
  }

  public @Nullable LocalDate getLocalDate(String column) {
    return getLocalDate(index(column));
  }

  public @Nullable LocalTime getLocalTime(int column) {
    return get(LocalTime.class, column);
  }

  public @Nullable LocalTime getLocalTime(String column) {
    return getLocalTime(index(column));
  }

  public @Nullable LocalDateTime getLocalDateTime(int column) {
    return get(LocalDateTime.class, column);
  }

  public @Nullable LocalDateTime getLocalDateTime(String column) {
    return getLocalDateTime(index(column));
  }

  public @Nullable OffsetDateTime getOffsetDateTime(int column) {
    return get(OffsetDateTime.class, column);
  }

  public @Nullable OffsetDateTime getOffsetDateTime(String column) {
    return getOffsetDateTime(index(column));
  }

  public @Nullable UUID getUUID(int column) {
    return get(UUID.class, column);
  }

  public @Nullable UUID getUUID(String column) {
    return getUUID(index(column));
  }

  public @Nullable Row getRow(int column) {
    return get(Row.class, column);
  }

  public @Nullable Row getRow(String column) {
    return getRow(index(column));
  }

  /** The elements of an ARRAY, each as {@link #getValue(int)} gives it. */
  public @Nullable List<?> getList(int column) {
    return get(List.class, column);
  }

  public @Nullable List<?> getList(String column) {
    return getList(index(column));
  }

  /** An object with the names of the columns and their values as {@link JsonValues} has them; of columns of one name only the last. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    for (int i = 0; i < values.size(); i++) {
      json.put(getColumnName(i), JsonValues.toJson(schema.type(i), values.get(i)));
    }
    return json;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row && row.schema.equals(schema) && row.values.equals(values);
  }

  @Override
  public int hashCode() {
    return 31 * schema.hashCode() + values.hashCode();
  }

  /** The values as texts of SQL, for instance {@code [1, NULL, 1998-09-02]}. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      texts.add(ValueText.format(schema.type(i), values.get(i)));
    }
    return texts.toString();
  }
}
