package io.sluice.function.json;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.BOOLEAN;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import io.sluice.expression.RowFunction;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Functions of JSON in texts. A text that is no JSON is an error, except for {@code json_valid}. */
public final class JsonFunctions {
  private static final String CATEGORY = "json";
  private static final List<DataType> JSON = List.of(VARCHAR);
  private static final List<DataType> JSON_AND_PATH = List.of(VARCHAR, VARCHAR);

  private static final List<DataType> JSON_AND_INDEX = List.of(VARCHAR, BIGINT);

  private JsonFunctions() {}

  /** All functions of JSON. */
  public static List<ScalarFunction> all() {
    List<ScalarFunction> all = new ArrayList<>(own());
    all.addAll(JsonConversions.all());
    return all;
  }

  private static List<ScalarFunction> own() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "json_extract", "json_extract_path")
            .says(
                "The value a path leads to, or an element of an array, as JSON; NULL when there is none: json -> path.",
                "json_extract('{\"a\": [1, \"b\"]}', '$.a[1]') is \"b\"")
            .nullableRows(
                "json_extract(json, path)", JSON_AND_PATH, VARCHAR, at(JsonDocument::write))
            .nullableRows(
                "json_extract(json, index)", JSON_AND_INDEX, VARCHAR, element(JsonDocument::write))
            .build(),
        ScalarDefinition.named(CATEGORY, "json_extract_string", "json_extract_path_text")
            .says(
                "The value a path leads to, or an element of an array, a string without quotes; NULL when there is none or it is null: json ->> path.",
                "json_extract_string('{\"a\": [1, \"b\"]}', '$.a[1]') is b")
            .nullableRows(
                "json_extract_string(json, path)", JSON_AND_PATH, VARCHAR, at(JsonFunctions::text))
            .nullableRows(
                "json_extract_string(json, index)",
                JSON_AND_INDEX,
                VARCHAR,
                element(JsonFunctions::text))
            .build(),
        ScalarDefinition.named(CATEGORY, "json_extract_scalar")
            .says(
                "The value a path leads to, a string without quotes; NULL when there is none or it is null, an object or an array.",
                "json_extract_scalar('{\"a\": {\"b\": true}}', '$.a.b') is true")
            .nullableRows(
                "json_extract_scalar(json, path)",
                JSON_AND_PATH,
                VARCHAR,
                at(value -> isContainer(value) ? null : text(value)))
            .build(),
        ScalarDefinition.named(CATEGORY, "json_exists")
            .says("Whether a path leads to a value.", "json_exists('{\"a\": null}', '$.a') is true")
            .rows(
                "json_exists(json, path)",
                JSON_AND_PATH,
                BOOLEAN,
                row -> JsonDocument.find(
                        JsonDocument.parse((String) requireNonNull(row[0])),
                        JsonPath.parse((String) requireNonNull(row[1])))
                    != null)
            .build(),
        ScalarDefinition.named(CATEGORY, "json_array_length")
            .says(
                "The number of elements of an array, 0 of anything else; NULL when the path leads nowhere.",
                "json_array_length('[1, [2, 3]]') is 2")
            .rows("json_array_length(json)", JSON, BIGINT, whole(JsonFunctions::arrayLength))
            .nullableRows(
                "json_array_length(json, path)",
                JSON_AND_PATH,
                BIGINT,
                at(JsonFunctions::arrayLength))
            .build(),
        ScalarDefinition.named(CATEGORY, "json_keys")
            .says(
                "The names of an object's members, an empty array of anything else; NULL when the path leads nowhere.",
                "json_keys('{\"a\": 1, \"b\": 2}') is [a, b]")
            .rows("json_keys(json)", JSON, DataType.array(VARCHAR), whole(JsonFunctions::keys))
            .nullableRows(
                "json_keys(json, path)",
                JSON_AND_PATH,
                DataType.array(VARCHAR),
                at(JsonFunctions::keys))
            .build(),
        ScalarDefinition.named(CATEGORY, "json_type")
            .says(
                "OBJECT, ARRAY, VARCHAR, UBIGINT, BIGINT, DOUBLE, BOOLEAN or NULL; a NULL when the path leads nowhere.",
                "json_type('{\"a\": 1}') is OBJECT")
            .rows("json_type(json)", JSON, VARCHAR, whole(JsonFunctions::typeName))
            .nullableRows(
                "json_type(json, path)", JSON_AND_PATH, VARCHAR, at(JsonFunctions::typeName))
            .build(),
        ScalarDefinition.named(CATEGORY, "json_valid")
            .says("Whether a text is JSON.", "json_valid('{\"a\": 1') is false")
            .rows(
                "json_valid(text)",
                JSON,
                BOOLEAN,
                row -> JsonDocument.isValid((String) requireNonNull(row[0])))
            .build(),
        ScalarDefinition.named(CATEGORY, "json_format", "json_parse", "json")
            .says("The JSON without blanks.", "json_format('{ \"a\" : 1 }') is {\"a\":1}")
            .rows("json_format(json)", JSON, VARCHAR, whole(JsonDocument::write))
            .build(),
        ScalarDefinition.named(CATEGORY, "json_quote")
            .says("The text as a string of JSON.", "json_quote('a') is \"a\"")
            .rows(
                "json_quote(text)",
                JSON,
                VARCHAR,
                row -> JsonDocument.write(requireNonNull(row[0])))
            .build());
  }

  private static RowFunction whole(Function<Object, @Nullable Object> function) {
    return row -> function.apply(JsonDocument.parse((String) requireNonNull(row[0])));
  }

  private static RowFunction at(Function<Object, @Nullable Object> function) {
    return row -> {
      Object document = JsonDocument.parse((String) requireNonNull(row[0]));
      Object value = JsonDocument.find(document, JsonPath.parse((String) requireNonNull(row[1])));
      return value == null ? null : function.apply(value);
    };
  }

  /** Of the element of an array, which is counted from 0 or, when negative, from the end. */
  private static RowFunction element(Function<Object, @Nullable Object> function) {
    return row -> {
      Object document = JsonDocument.parse((String) requireNonNull(row[0]));
      long index = (Long) requireNonNull(row[1]);
      if (!(document instanceof List<?> elements)) {
        return null;
      }
      long place = index < 0 ? elements.size() + index : index;
      return place < 0 || place >= elements.size()
          ? null
          : function.apply(requireNonNull(elements.get((int) place)));
    };
  }

  private static boolean isContainer(Object value) {
    return value instanceof Map || value instanceof List;
  }

  private static @Nullable String text(Object value) {
    if (value == JsonDocument.NULL) {
      return null;
    }
    return value instanceof String string ? string : JsonDocument.write(value);
  }

  private static Long arrayLength(Object value) {
    return value instanceof List<?> elements ? (long) elements.size() : 0L;
  }

  private static List<Object> keys(Object value) {
    return value instanceof Map<?, ?> members ? List.copyOf(members.keySet()) : List.of();
  }

  private static String typeName(Object value) {
    if (value instanceof Map) {
      return "OBJECT";
    }
    if (value instanceof List) {
      return "ARRAY";
    }
    if (value instanceof String) {
      return "VARCHAR";
    }
    if (value instanceof Boolean) {
      return "BOOLEAN";
    }
    if (value instanceof JsonDocument.Numeric number) {
      return numberType(number);
    }
    return "NULL";
  }

  private static String numberType(JsonDocument.Numeric number) {
    if (!number.isWhole()) {
      return "DOUBLE";
    }
    return number.text().startsWith("-") ? "BIGINT" : "UBIGINT";
  }
}
