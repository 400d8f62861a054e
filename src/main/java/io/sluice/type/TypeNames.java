package io.sluice.type;

import java.util.ArrayList;
import java.util.List;

/** Reads the names of types as {@link DataType#toString} writes them, for instance {@code BIGINT}, {@code DECIMAL(38, 2)} or {@code MAP(VARCHAR, INTEGER[])}. */
public final class TypeNames {
  private static final int MAX_DEPTH = 100;

  private final String text;
  private int position;

  private TypeNames(String text) {
    this.text = text;
  }

  /** @throws IllegalArgumentException when no type has that name */
  public static DataType parse(String name) {
    TypeNames reader = new TypeNames(name);
    DataType type = reader.type(0);
    if (reader.position < name.length()) {
      throw reader.unknown();
    }
    return type;
  }

  private DataType type(int depth) {
    if (depth > MAX_DEPTH) {
      throw unknown();
    }
    DataType type = element(word(), depth);
    while (take("[]")) {
      type = DataType.array(type);
    }
    return type;
  }

  private DataType element(String word, int depth) {
    switch (word) {
      case "DECIMAL" -> {
        expect("(");
        int precision = Integer.parseInt(word());
        expect(",");
        take(" ");
        int scale = Integer.parseInt(word());
        expect(")");
        return DataType.decimal(precision, scale);
      }
      case "TIMESTAMP" -> {
        if (take("(9)")) {
          return DataType.TIMESTAMP_NANOS;
        }
        return take(" WITH TIME ZONE") ? DataType.TIMESTAMP_TZ : DataType.TIMESTAMP;
      }
      case "MAP" -> {
        expect("(");
        DataType key = type(depth + 1);
        expect(", ");
        DataType value = type(depth + 1);
        expect(")");
        return DataType.map(key, value);
      }
      case "ROW" -> {
        return row(depth);
      }
      default -> {
        return DataType.of(TypeKind.valueOf(word));
      }
    }
  }

  private DataType row(int depth) {
    List<Field> fields = new ArrayList<>();
    expect("(");
    while (!take(")")) {
      if (!fields.isEmpty()) {
        expect(", ");
      }
      String name = text.startsWith("\"", position) ? quoted() : word();
      expect(" ");
      fields.add(new Field(name, type(depth + 1), true));
    }
    return new RowType(fields);
  }

  private String quoted() {
    StringBuilder name = new StringBuilder();
    position++;
    while (position < text.length()) {
      char character = text.charAt(position++);
      if (character == '"' && !take("\"")) {
        return name.toString();
      }
      name.append(character);
    }
    throw unknown();
  }

  private String word() {
    int start = position;
    while (position < text.length()
        && (Character.isLetterOrDigit(text.charAt(position)) || text.charAt(position) == '_')) {
      position++;
    }
    return text.substring(start, position);
  }

  private boolean take(String expected) {
    if (text.startsWith(expected, position)) {
      position += expected.length();
      return true;
    }
    return false;
  }

  private void expect(String expected) {
    if (!take(expected)) {
      throw unknown();
    }
  }

  private IllegalArgumentException unknown() {
    return new IllegalArgumentException("no type is named '" + text + "'");
  }
}
