package io.sluice.source.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.source.file.TextValues;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads values one at a time, those of columns of ARRAY, MAP and ROW above all, in the form of {@link io.sluice.type.Literal#value()}. Owned by one driver. */
final class NestedValues {
  private final TextValues texts;
  private final IdentityHashMap<RowType, Map<String, Integer>> fieldsByName =
      new IdentityHashMap<>();

  NestedValues(TextValues texts) {
    this.texts = texts;
  }

  /** Reads the value that begins with the parser's token, which is not null, and goes to its end. */
  Object read(JsonParser parser, Run run, DataType type, String column)
      throws IOException, JsonFormatException {
    JsonToken token = parser.currentToken();
    @Nullable
    Object value = switch (type.kind()) {
      case BOOLEAN -> token.isBoolean() ? (Object) (token == JsonToken.VALUE_TRUE) : null;
      case BIGINT -> JsonRowReader.isWhole(parser) ? (Object) parser.getLongValue() : null;
      case DOUBLE -> token.isNumeric() ? (Object) parser.getDoubleValue() : null;
      case DECIMAL -> decimal(parser, (DecimalType) type);
      case VARCHAR ->
        token == JsonToken.VALUE_STRING
            ? run.wellFormed(parser.getText(), parser)
            : run.json(parser);
      case DATE -> hasText(parser, type) ? (Object) (int) texts.whole() : null;
      case TIME, TIMESTAMP, TIMESTAMP_TZ -> hasText(parser, type) ? (Object) texts.whole() : null;
      case ARRAY ->
        token == JsonToken.START_ARRAY ? array(parser, run, (ArrayType) type, column) : null;
      case MAP -> token == JsonToken.START_OBJECT ? map(parser, run, (MapType) type, column) : null;
      case ROW -> token == JsonToken.START_OBJECT ? row(parser, run, (RowType) type, column) : null;
      default -> null;
    };
    if (value == null) {
      throw JsonRowReader.mismatch(parser, run, column, type);
    }
    return value;
  }

  private @Nullable Object readPart(JsonParser parser, Run run, DataType type, String column)
      throws IOException, JsonFormatException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : read(parser, run, type, column);
  }

  private static @Nullable BigDecimal decimal(JsonParser parser, DecimalType type)
      throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      return null;
    }
    BigDecimal value = new BigDecimal(parser.getBigIntegerValue());
    return value.precision() <= type.precision() - type.scale()
        ? value.setScale(type.scale())
        : null;
  }

  private boolean hasText(JsonParser parser, DataType type) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      return false;
    }
    byte[] bytes = parser.getText().getBytes(StandardCharsets.UTF_8);
    return texts.fits(type.kind(), bytes, 0, bytes.length);
  }

  private List<@Nullable Object> array(JsonParser parser, Run run, ArrayType type, String column)
      throws IOException, JsonFormatException {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(readPart(parser, run, type.element(), column));
    }
    return elements;
  }

  private Map<String, @Nullable Object> map(JsonParser parser, Run run, MapType type, String column)
      throws IOException, JsonFormatException {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      run.wellFormed(name, parser);
      parser.nextToken();
      Object value = readPart(parser, run, type.value(), column);
      if (!entries.containsKey(name)) {
        entries.put(name, value);
      }
    }
    return entries;
  }

  private List<@Nullable Object> row(JsonParser parser, Run run, RowType type, String column)
      throws IOException, JsonFormatException {
    List<Field> fields = type.fields();
    Map<String, Integer> byName = fieldsByName.computeIfAbsent(type, NestedValues::byName);
    @Nullable Object[] values = new @Nullable Object[fields.size()];
    boolean[] isSeen = new boolean[values.length];
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      Integer field = byName.get(name);
      if (field == null || isSeen[field]) {
        parser.skipChildren();
      } else {
        isSeen[field] = true;
        values[field] = readPart(parser, run, fields.get(field).type(), column);
      }
    }
    return Arrays.asList(values);
  }

  private static Map<String, Integer> byName(RowType type) {
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < type.fields().size(); i++) {
      byName.put(type.fields().get(i).name(), i);
    }
    return byName;
  }
}
