package io.sluice.expression.cast;

import io.sluice.error.SluiceException;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.MapType;
import io.sluice.type.RowType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of an ARRAY ({@code [a, b]}), a MAP ({@code {k=v}}) or a ROW ({@code {'name': v}}, or {@code (v, v)}). A part is what stands between its separators
 * without blanks around it; it may be quoted by {@code '} or {@code "}, where a backslash takes the next character as it is. NULL without quotes is one.
 */
final class NestedText {
  private static final String OPENING = "[{(";
  private static final String CLOSING = "]})";

  /** Behind these a quoted part may begin. */
  private static final String BEFORE_PARTS = OPENING + ",:=";

  private final boolean isForgiving;

  /**
   * @param isForgiving whether a part that is no value of its type is NULL
   */
  NestedText(boolean isForgiving) {
    this.isForgiving = isForgiving;
  }

  /** The form of a type's text, for messages. */
  static String form(DataType type) {
    return switch (type.kind()) {
      case ARRAY -> "[value, ...]";
      case MAP -> "{key=value, ...}";
      default -> "{'name': value, ...}";
    };
  }

  /** The value, or null when the text has not the form of the type. */
  @Nullable
  Object parse(DataType type, String text) {
    String trimmed = text.strip();
    if (type instanceof ArrayType array) {
      List<String> parts = parts(trimmed, "[", "]");
      return parts == null ? null : convert(array.element(), parts);
    }
    if (type instanceof MapType map) {
      return parseMap(map, parts(trimmed, "{", "}"));
    }
    RowType row = (RowType) type;
    List<String> values = parts(trimmed, "(", ")");
    if (values != null) {
      return values.size() == row.fields().size() ? convertFields(row, values) : null;
    }
    return parseRow(row, parts(trimmed, "{", "}"));
  }

  private @Nullable Object parseMap(MapType type, @Nullable List<String> entries) {
    if (entries == null) {
      return null;
    }
    List<String> keys = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String entry : entries) {
      List<String> both = split(entry, '=', 2);
      if (both == null || both.size() != 2) {
        return null;
      }
      keys.add(both.get(0));
      values.add(both.get(1));
    }
    List<@Nullable Object> convertedKeys = convert(type.key(), keys);
    List<@Nullable Object> convertedValues = convert(type.value(), values);
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      Object key = convertedKeys.get(i);
      if (key == null || map.containsKey(key)) {
        return null;
      }
      map.put(key, convertedValues.get(i));
    }
    return map;
  }

  /** Fields by their names; those that are not named are NULL. */
  private @Nullable Object parseRow(RowType type, @Nullable List<String> entries) {
    if (entries == null) {
      return null;
    }
    @Nullable String[] values = new @Nullable String[type.fields().size()];
    for (String entry : entries) {
      List<String> both = split(entry, ':', 2);
      int field = both == null || both.size() != 2 ? -1 : indexOf(type, unquoted(both.get(0)));
      if (both == null || field < 0 || values[field] != null) {
        return null;
      }
      values[field] = both.get(1);
    }
    List<String> all = new ArrayList<>();
    for (String value : values) {
      all.add(value == null ? "NULL" : value);
    }
    return convertFields(type, all);
  }

  private static int indexOf(RowType type, String name) {
    List<Field> fields = type.fields();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  private List<@Nullable Object> convertFields(RowType type, List<String> parts) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      values.addAll(convert(type.fields().get(i).type(), List.of(parts.get(i))));
    }
    return values;
  }

  private List<@Nullable Object> convert(DataType type, List<String> parts) {
    List<@Nullable Object> texts = new ArrayList<>();
    for (String part : parts) {
      boolean isNull = part.equalsIgnoreCase("NULL");
      texts.add(isNull ? null : type.isNested() ? part : unquoted(part));
    }
    if (!isForgiving) {
      return NestedCast.convertAll(DataType.VARCHAR, type, texts);
    }
    texts.replaceAll(text -> text == null ? null : forgivingly(type, (String) text));
    return texts;
  }

  private @Nullable Object forgivingly(DataType type, String text) {
    if (type.isNested()) {
      return parse(type, text);
    }
    try {
      return NestedCast.convertAll(DataType.VARCHAR, type, List.of(text)).get(0);
    } catch (SluiceException e) {
      return null;
    }
  }

  /** The parts between brackets; null when the text is not in such brackets. */
  private static @Nullable List<String> parts(String text, String opening, String closing) {
    boolean isBracketed = text.length() >= 2 && text.startsWith(opening) && text.endsWith(closing);
    if (!isBracketed) {
      return null;
    }
    String inner = text.substring(1, text.length() - 1).strip();
    List<String> parts = inner.isEmpty() ? List.of() : split(inner, ',', Integer.MAX_VALUE);
    return parts == null || parts.stream().anyMatch(String::isEmpty) ? null : parts;
  }

  /** The parts between separators outside of quotes and brackets; null where those are not in pairs. */
  private static @Nullable List<String> split(String text, char separator, int limit) {
    List<String> parts = new ArrayList<>();
    StringBuilder closings = new StringBuilder();
    char quote = 0;
    int start = 0;
    boolean isAtStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != 0) {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        if (!isAtStart) {
          return null;
        }
        quote = c;
      } else if (OPENING.indexOf(c) >= 0) {
        closings.append(CLOSING.charAt(OPENING.indexOf(c)));
      } else if (CLOSING.indexOf(c) >= 0) {
        int last = closings.length() - 1;
        if (last < 0 || closings.charAt(last) != c) {
          return null;
        }
        closings.setLength(last);
      } else if (c == separator && closings.isEmpty() && parts.size() < limit - 1) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
      isAtStart =
          quote == 0 && BEFORE_PARTS.indexOf(c) >= 0 || isAtStart && Character.isWhitespace(c);
    }
    parts.add(text.substring(start).strip());
    return quote == 0 && closings.isEmpty() ? parts : null;
  }

  private static String unquoted(String part) {
    char first = part.isEmpty() ? 0 : part.charAt(0);
    boolean isQuoted = (first == '\'' || first == '"')
        && part.length() >= 2
        && part.charAt(part.length() - 1) == first;
    String text = isQuoted ? part.substring(1, part.length() - 1) : part;
    if (!isQuoted || text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder unescaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      boolean isEscape = text.charAt(i) == '\\' && i + 1 < text.length();
      unescaped.append(text.charAt(isEscape ? ++i : i));
    }
    return unescaped.toString();
  }
}
