package io.sluice.source.eventbus;

import io.sluice.column.RecordBatch;
import io.sluice.type.ArrayType;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row becomes as the body of a message: the value of its only column, or a JSON object with a member for each column. In JSON, ROW and MAP are objects and ARRAY is an array; numbers
 * that JSON's readers would round, as DECIMAL with a scale, are texts of all their digits, as are times, INTERVAL and UUID.
 */
final class MessageBody {
  private MessageBody() {}

  static @Nullable Object of(RecordBatch rows, int row) {
    Schema schema = rows.schema();
    if (schema.size() == 1) {
      DataType type = schema.field(0).type();
      Object value = rows.column(0).value(row);
      return value instanceof Binary binary ? Buffer.buffer(binary.bytes()) : json(type, value);
    }
    JsonObject object = new JsonObject();
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      object.put(field.name(), json(field.type(), rows.column(i).value(row)));
    }
    return object;
  }

  private static @Nullable Object json(DataType type, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case BOOLEAN, INTEGER, BIGINT, VARCHAR -> value;
      case TINYINT, SMALLINT -> ((Number) value).intValue();
      case REAL -> Float.isFinite((Float) value) ? value : value.toString();
      case DOUBLE -> Double.isFinite((Double) value) ? value : value.toString();
      case DECIMAL -> decimal((DecimalType) type, (BigDecimal) value);
      case VARBINARY -> ((Binary) value).bytes();
      case TIMESTAMP, TIMESTAMP_NANOS -> ValueText.format(type, value).replace(' ', 'T');
      case TIMESTAMP_TZ -> ValueText.formatTimestamp((Long) value).replace(' ', 'T') + "Z";
      case DATE, TIME, INTERVAL, UUID -> ValueText.format(type, value);
      case ARRAY -> array(((ArrayType) type).element(), (List<?>) value);
      case MAP -> map((MapType) type, (Map<?, ?>) value);
      case ROW -> row((RowType) type, (List<?>) value);
    };
  }

  private static Object decimal(DecimalType type, BigDecimal value) {
    boolean isLong = type.scale() == 0 && value.precision() <= 18;
    return isLong ? (Object) value.longValueExact() : value.toPlainString();
  }

  private static JsonArray array(DataType element, List<?> values) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(json(element, value)));
    return array;
  }

  private static JsonObject map(MapType type, Map<?, ?> entries) {
    JsonObject object = new JsonObject();
    entries.forEach(
        (key, value) -> object.put(ValueText.format(type.key(), key), json(type.value(), value)));
    return object;
  }

  private static JsonObject row(RowType type, List<?> values) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < values.size(); i++) {
      Field field = type.fields().get(i);
      object.put(field.name(), json(field.type(), values.get(i)));
    }
    return object;
  }
}
