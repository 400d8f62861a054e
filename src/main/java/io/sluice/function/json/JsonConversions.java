package io.sluice.function.json;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.TypeKind;
import io.sluice.type.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Functions that make JSON of values: of an ARRAY an array, of a ROW and a MAP an object, of what JSON has no type for a string. A NULL is null. */
public final class JsonConversions {
  /** The only field of a ROW around a text that is JSON and becomes a part of the document as it is. */
  public static final String EMBEDDED = "embedded json";

  private static final String CATEGORY = "json";

  private JsonConversions() {}

  static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "to_json", "row_to_json", "array_to_json")
            .says("The value as JSON.", "to_json(ARRAY[1, NULL]) is [1,null]")
            .form(
                "to_json(value)",
                types -> types.size() == 1
                    ? Optional.of(ScalarImplementation.ofRows(
                        types,
                        DataType.VARCHAR,
                        Nulls.STRICT,
                        row -> JsonDocument.write(document(types.get(0), row[0]))))
                    : Optional.empty())
            .build(),
        ScalarDefinition.named(CATEGORY, "json_array")
            .says("An array of the values.", "json_array(1, 'a', NULL) is [1,\"a\",null]")
            .form(
                "json_array(value, ...)",
                types -> Optional.of(ScalarImplementation.ofRows(
                    types,
                    DataType.VARCHAR,
                    Nulls.SEEN,
                    row -> JsonDocument.write(elements(types, row)))))
            .build(),
        ScalarDefinition.named(CATEGORY, "json_object")
            .says(
                "An object of names, which are texts, and values in turn.",
                "json_object('a', 1, 'b', ARRAY[2]) is {\"a\":1,\"b\":[2]}")
            .form("json_object(name, value, ...)", JsonConversions::object)
            .build());
  }

  private static Optional<ScalarImplementation> object(List<DataType> types) {
    boolean areNamed = types.size() % 2 == 0;
    for (int i = 0; i < types.size(); i += 2) {
      areNamed &= types.get(i).kind() == TypeKind.VARCHAR;
    }
    if (!areNamed) {
      return Optional.empty();
    }
    return Optional.of(ScalarImplementation.ofRows(types, DataType.VARCHAR, Nulls.SEEN, row -> {
      Map<String, Object> members = new LinkedHashMap<>();
      for (int i = 0; i < row.length; i += 2) {
        Object name = row[i];
        if (name == null) {
          throw new SluiceException(
              ErrorCode.INVALID_ARGUMENT, "A name in a JSON object is not NULL");
        }
        members.put((String) name, document(types.get(i + 1), row[i + 1]));
      }
      return JsonDocument.write(members);
    }));
  }

  private static List<Object> elements(List<DataType> types, @Nullable Object[] row) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      elements.add(document(types.get(i), row[i]));
    }
    return elements;
  }

  private static Object document(DataType type, @Nullable Object value) {
    if (value == null) {
      return JsonDocument.NULL;
    }
    return switch (type.kind()) {
      case BOOLEAN -> value;
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL ->
        new JsonDocument.Numeric(ValueText.format(type, value), true);
      case REAL, DOUBLE -> number(type, (Number) value);
      case ARRAY -> {
        DataType element = ((ArrayType) type).element();
        List<Object> elements = new ArrayList<>();
        ((List<?>) value).forEach(part -> elements.add(document(element, part)));
        yield elements;
      }
      case MAP -> {
        MapType map = (MapType) type;
        Map<String, Object> members = new LinkedHashMap<>();
        ((Map<?, ?>) value)
            .forEach((key, part) ->
                members.put(ValueText.format(map.key(), key), document(map.value(), part)));
        yield members;
      }
      case ROW -> row(((RowType) type).fields(), (List<?>) value);
      default -> ValueText.format(type, value);
    };
  }

  private static Object row(List<Field> fields, List<?> values) {
    if (fields.size() == 1 && fields.get(0).name().equals(EMBEDDED)) {
      Object text = values.get(0);
      return text == null ? JsonDocument.NULL : JsonDocument.parse((String) text);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.get(i).name();
      members.put(
          name.isEmpty() ? "element" + (i + 1) : name,
          document(fields.get(i).type(), values.get(i)));
    }
    return members;
  }

  private static Object number(DataType type, Number value) {
    double number = value.doubleValue();
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, ValueText.format(type, value) + " is no number of JSON");
    }
    return new JsonDocument.Numeric(ValueText.format(type, value), false);
  }
}
