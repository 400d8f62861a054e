package io.sluice.operator.write;

import io.sluice.type.Field;
import io.sluice.type.ValueText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of directories that stand for values, as Hive writes them: {@code country=CH/year=2024}. What a file system may not take in a name is written as
 * {@code %} and two hexadecimal digits for each byte of its UTF-8.
 */
public final class PartitionPath {
  /** The value of a directory that stands for NULL. */
  public static final String NULL_VALUE = "__HIVE_DEFAULT_PARTITION__";

  private static final String ESCAPED = "\"#%'*/:=?\\{}[]^<>|";

  private PartitionPath() {}

  /** The directories of some values, with {@code /} between them. */
  static String of(List<Field> columns, List<? extends @Nullable Object> values) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      path.append(i == 0 ? "" : "/").append(escape(columns.get(i).name())).append('=');
      Object value = values.get(i);
      path.append(
          value == null ? NULL_VALUE : escape(ValueText.format(columns.get(i).type(), value)));
    }
    return path.toString();
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7f || ESCAPED.indexOf(c) >= 0) {
        escaped.append("%%%02X".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** What {@link #of} wrote for a name or a value; what is no such escape stays as it is. */
  public static String unescape(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] source = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[source.length];
    int count = 0;
    for (int i = 0; i < source.length; i++) {
      int high =
          i + 2 < source.length && source[i] == '%' ? Character.digit(source[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(source[i + 2], 16);
      if (low >= 0) {
        bytes[count++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[count++] = source[i];
      }
    }
    return new String(bytes, 0, count, StandardCharsets.UTF_8);
  }
}
