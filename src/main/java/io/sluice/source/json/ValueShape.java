package io.sluice.source.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.source.file.ColumnNames;
import io.sluice.source.file.TextValues;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import io.sluice.type.TypeKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which values were seen at one place of the records, from which follows the type that holds them all. */
final class ValueShape {
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
  private final Map<String, ValueShape> members = new LinkedHashMap<>();
  private @Nullable ValueShape element;

  /** What JSON tells apart, and what texts and numbers tell of themselves. */
  private enum Kind {
    BOOLEAN,
    /** A number that a BIGINT holds. */
    WHOLE,
    /** A number without point and exponent that a DECIMAL(38) holds, and a BIGINT does not. */
    LONG_WHOLE,
    NUMBER,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMP_TZ,
    TEXT,
    OBJECT,
    ARRAY
  }

  private static final Map<TypeKind, Kind> TEXT_KINDS = new EnumMap<>(Map.of(
      TypeKind.DATE, Kind.DATE,
      TypeKind.TIME, Kind.TIME,
      TypeKind.TIMESTAMP, Kind.TIMESTAMP,
      TypeKind.TIMESTAMP_TZ, Kind.TIMESTAMP_TZ));

  /** Bounds of the types. */
  record Limits(int mapThreshold, int maximumDepth) {}

  /** Looks at the value that begins with the parser's token, and goes to its end. */
  void observe(JsonParser parser, TextValues values) throws IOException {
    JsonToken token = parser.currentToken();
    switch (token) {
      case START_OBJECT -> {
        kinds.add(Kind.OBJECT);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          parser.nextToken();
          members.computeIfAbsent(name, ignored -> new ValueShape()).observe(parser, values);
        }
      }
      case START_ARRAY -> {
        kinds.add(Kind.ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elementShape().observe(parser, values);
        }
      }
      case VALUE_STRING -> kinds.add(textKind(parser.getText(), values));
      case VALUE_NUMBER_INT -> kinds.add(wholeKind(parser));
      case VALUE_NUMBER_FLOAT -> kinds.add(Kind.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> kinds.add(Kind.BOOLEAN);
      case VALUE_NULL -> {}
      default -> throw new IllegalStateException("no value begins with " + token);
    }
  }

  private ValueShape elementShape() {
    ValueShape shape = element;
    if (shape == null) {
      shape = new ValueShape();
      element = shape;
    }
    return shape;
  }

  private static Kind wholeKind(JsonParser parser) throws IOException {
    NumberType type = parser.getNumberType();
    if (type == NumberType.INT || type == NumberType.LONG) {
      return Kind.WHOLE;
    }
    int digits = parser.getBigIntegerValue().abs().toString().length();
    return digits <= DecimalType.MAX_PRECISION ? Kind.LONG_WHOLE : Kind.NUMBER;
  }

  private static Kind textKind(String text, TextValues values) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (Map.Entry<TypeKind, Kind> kind : TEXT_KINDS.entrySet()) {
      if (values.fits(kind.getKey(), bytes, 0, bytes.length)) {
        return kind.getValue();
      }
    }
    return Kind.TEXT;
  }

  /** Adds what was seen of another file. */
  void merge(ValueShape other) {
    kinds.addAll(other.kinds);
    other.members.forEach((name, shape) ->
        members.computeIfAbsent(name, ignored -> new ValueShape()).merge(shape));
    if (other.element != null) {
      elementShape().merge(other.element);
    }
  }

  /** Whether all values, of which there are some, are objects. */
  boolean areObjects() {
    return kinds.equals(EnumSet.of(Kind.OBJECT)) && !members.isEmpty();
  }

  /** The names in the objects, in the order in which they were seen first. */
  List<String> memberNames() {
    return List.copyOf(members.keySet());
  }

  /** A column for each of {@link #memberNames}. */
  List<Field> columns(Limits limits) {
    List<String> names = ColumnNames.of(memberNames());
    List<Field> columns = new ArrayList<>(names.size());
    for (ValueShape shape : members.values()) {
      columns.add(new Field(names.get(columns.size()), shape.type(limits, 0), true));
    }
    return columns;
  }

  /** The narrowest type that holds all values; VARCHAR holds any, as JSON. */
  DataType type(Limits limits, int depth) {
    if (isOnly(Kind.BOOLEAN)) {
      return DataType.BOOLEAN;
    }
    if (isOnly(Kind.WHOLE)) {
      return DataType.BIGINT;
    }
    if (isOnly(Kind.WHOLE, Kind.LONG_WHOLE)) {
      return DataType.decimal(DecimalType.MAX_PRECISION, 0);
    }
    if (isOnly(Kind.WHOLE, Kind.LONG_WHOLE, Kind.NUMBER)) {
      return DataType.DOUBLE;
    }
    if (isOnly(Kind.DATE)) {
      return DataType.DATE;
    }
    if (isOnly(Kind.DATE, Kind.TIMESTAMP)) {
      return DataType.TIMESTAMP;
    }
    if (isOnly(Kind.TIME)) {
      return DataType.TIME;
    }
    if (isOnly(Kind.TIMESTAMP_TZ)) {
      return DataType.TIMESTAMP_TZ;
    }
    if (depth == limits.maximumDepth()) {
      return DataType.VARCHAR;
    }
    if (isOnly(Kind.ARRAY)) {
      return new ArrayType(elementShape().type(limits, depth + 1));
    }
    if (isOnly(Kind.OBJECT) && !members.isEmpty()) {
      boolean isRow = members.size() <= limits.mapThreshold() && hasNamesOfFields();
      return isRow ? rowType(limits, depth) : mapType(limits, depth);
    }
    return DataType.VARCHAR;
  }

  private boolean isOnly(Kind... possible) {
    return !kinds.isEmpty() && Set.of(possible).containsAll(kinds);
  }

  /** Whether the names are such that SQL can tell them apart. */
  private boolean hasNamesOfFields() {
    return ColumnNames.of(memberNames()).equals(memberNames());
  }

  private DataType mapType(Limits limits, int depth) {
    ValueShape all = new ValueShape();
    members.values().forEach(all::merge);
    return new MapType(DataType.VARCHAR, all.type(limits, depth + 1));
  }

  private DataType rowType(Limits limits, int depth) {
    List<Field> fields = new ArrayList<>(members.size());
    members.forEach(
        (name, shape) -> fields.add(new Field(name, shape.type(limits, depth + 1), true)));
    return new RowType(fields);
  }
}
