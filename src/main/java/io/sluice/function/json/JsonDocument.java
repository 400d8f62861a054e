package io.sluice.function.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON texts as values: a {@code Map}, a {@code List}, a {@code String}, a {@code Boolean}, a {@link Numeric} or {@link #NULL}. Numbers keep their spelling. */
final class JsonDocument {
  /** JSON's null, in contrast to no value. */
  static final Object NULL = new Object();

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int MAX_SHOWN = 60;

  private JsonDocument() {}

  /** A number as it was written. */
  record Numeric(String text, boolean isWhole) {}

  /** @throws SluiceException of code INVALID_ARGUMENT for a text that is no JSON */
  static Object parse(String text) {
    try {
      return read(text);
    } catch (IOException e) {
      String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
      throw new SluiceException(ErrorCode.INVALID_ARGUMENT, "'" + shown + "' is no valid JSON", e);
    }
  }

  static boolean isValid(String text) {
    try {
      read(text);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Object read(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new IOException("no value");
      }
      Object value = value(parser, first);
      if (parser.nextToken() != null) {
        throw new IOException("more than one value");
      }
      return value;
    }
  }

  // The parser limits how deep values lie in each other.
  private static Object value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> new Numeric(parser.getText(), true);
      case VALUE_NUMBER_FLOAT -> new Numeric(parser.getText(), false);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> NULL;
      default -> throw new IOException("no value");
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      // Of members with one name the first is found.
      members.putIfAbsent(name, value(parser, parser.nextToken()));
    }
    return members;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token));
    }
    return elements;
  }

  /** The value a path leads to, or null for none. */
  static @Nullable Object find(Object document, JsonPath path) {
    @Nullable Object value = document;
    for (JsonPath.Step step : path.steps()) {
      if (value instanceof Map<?, ?> members && step.kind() != JsonPath.Step.Kind.ELEMENT) {
        value = members.get(step.name());
      } else if (value instanceof List<?> elements && step.kind() != JsonPath.Step.Kind.MEMBER) {
        long index = step.index() < 0 ? elements.size() + step.index() : step.index();
        value = index >= 0 && index < elements.size() ? elements.get((int) index) : null;
      } else {
        return null;
      }
    }
    return value;
  }

  /** The shortest text of a value. */
  static String write(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      write(value, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator generator) throws IOException {
    if (value instanceof Map<?, ?> members) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        generator.writeFieldName((String) member.getKey());
        write(member.getValue(), generator);
      }
      generator.writeEndObject();
    } else if (value instanceof List<?> elements) {
      generator.writeStartArray();
      for (Object element : elements) {
        write(element, generator);
      }
      generator.writeEndArray();
    } else if (value instanceof String text) {
      generator.writeString(text);
    } else if (value instanceof Numeric number) {
      generator.writeNumber(number.text());
    } else if (value instanceof Boolean truth) {
      generator.writeBoolean(truth);
    } else {
      generator.writeNull();
    }
  }
}
