package io.sluice.source.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.ValueText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as people read them in JSON. Numbers keep all their digits; NaN and infinities, which JSON has not, are texts, as are times, in ISO form; ROW and
 * MAP are objects.
 */
public final class JsonValueWriter {
  private JsonValueWriter() {}

  public static void write(JsonGenerator json, DataType type, @Nullable Object value)
      throws IOException {
    if (value == null) {
      json.writeNull();
      return;
    }
    switch (type.kind()) {
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      case TINYINT, SMALLINT -> json.writeNumber(((Number) value).intValue());
      case INTEGER -> json.writeNumber((Integer) value);
      case BIGINT -> json.writeNumber((Long) value);
      case REAL -> {
        if (Float.isFinite((Float) value)) {
          json.writeNumber((Float) value);
        } else {
          json.writeString(value.toString());
        }
      }
      case DOUBLE -> writeDouble(json, (Double) value);
      case DECIMAL -> json.writeNumber(((BigDecimal) value).toPlainString());
      case VARCHAR -> json.writeString((String) value);
      case DATE -> json.writeString(ValueText.formatDate((Integer) value));
      case TIMESTAMP, TIMESTAMP_NANOS ->
        json.writeString(ValueText.format(type, value).replace(' ', 'T'));
      case TIMESTAMP_TZ ->
        json.writeString(ValueText.formatTimestamp((Long) value).replace(' ', 'T') + "Z");
      case TIME, VARBINARY, INTERVAL, UUID -> json.writeString(ValueText.format(type, value));
      case ARRAY -> {
        json.writeStartArray();
        for (Object element : (List<?>) value) {
          write(json, ((ArrayType) type).element(), element);
        }
        json.writeEndArray();
      }
      case MAP -> {
        MapType map = (MapType) type;
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          json.writeFieldName(ValueText.format(map.key(), entry.getKey()));
          write(json, map.value(), entry.getValue());
        }
        json.writeEndObject();
      }
      case ROW -> {
        List<Field> fields = ((RowType) type).fields();
        json.writeStartObject();
        for (int i = 0; i < fields.size(); i++) {
          json.writeFieldName(fields.get(i).name());
          write(json, fields.get(i).type(), ((List<?>) value).get(i));
        }
        json.writeEndObject();
      }
    }
  }

  private static void writeDouble(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }
}
