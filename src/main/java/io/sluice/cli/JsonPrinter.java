package io.sluice.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array with an object a line. Numbers keep all their digits; NaN and infinities, which JSON has not, are texts; DATE and TIMESTAMP are ISO texts. Columns of
 * equal names are told apart by a number: {@code a}, {@code a_1}.
 */
final class JsonPrinter implements ResultPrinter {
  private final Writer out;
  private final JsonGenerator json;
  private Schema schema = Schema.EMPTY;
  private List<String> names = List.of();
  private boolean isFirst = true;

  JsonPrinter(Writer out) {
    this.out = out;
    try {
      this.json = new JsonFactory()
          .createGenerator(out)
          .setRootValueSeparator(null)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void begin(Schema resultSchema) throws IOException {
    schema = resultSchema;
    names = uniqueNames(resultSchema);
    out.write('[');
  }

  private static List<String> uniqueNames(Schema schema) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>(schema.size());
    for (Field field : schema.fields()) {
      String name = field.name();
      for (int i = 1; !taken.add(name); i++) {
        name = field.name() + "_" + i;
      }
      names.add(name);
    }
    return names;
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    out.write(isFirst ? "\n" : ",\n");
    isFirst = false;
    json.writeStartObject();
    for (int i = 0; i < values.size(); i++) {
      json.writeFieldName(names.get(i));
      write(schema.type(i), values.get(i));
    }
    json.writeEndObject();
    json.flush();
  }

  private void write(DataType type, @Nullable Object value) throws IOException {
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
      case DOUBLE -> writeDouble((Double) value);
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
          write(((ArrayType) type).element(), element);
        }
        json.writeEndArray();
      }
      case MAP -> {
        MapType map = (MapType) type;
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          json.writeFieldName(ValueText.format(map.key(), entry.getKey()));
          write(map.value(), entry.getValue());
        }
        json.writeEndObject();
      }
      case ROW -> {
        List<Field> fields = ((RowType) type).fields();
        json.writeStartObject();
        for (int i = 0; i < fields.size(); i++) {
          json.writeFieldName(fields.get(i).name());
          write(fields.get(i).type(), ((List<?>) value).get(i));
        }
        json.writeEndObject();
      }
    }
  }

  private void writeDouble(double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeString(Double.toString(value));
    }
  }

  @Override
  public void end() throws IOException {
    out.write(isFirst ? "]\n" : "\n]\n");
  }
}
