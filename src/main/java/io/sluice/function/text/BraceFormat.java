package io.sluice.function.text;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats with braces: {@code {index:specification}}, doubled braces stand for themselves. */
final class BraceFormat {
  private static final Pattern PLACE =
      Pattern.compile("\\{\\{|\\}\\}|\\{(\\d*)(?::([^{}]*))?\\}|[{}]");
  private static final Pattern SPECIFICATION = Pattern.compile(
      "(?:(?<fill>.)?(?<align>[<>^]))?(?<sign>[-+ ])?(?<zero>0)?(?<width>\\d{1,6})?(?<comma>,)?(?:\\.(?<precision>\\d{1,3}))?(?<type>[dxXobceEfFs])?",
      Pattern.DOTALL);

  private BraceFormat() {}

  static String apply(String format, List<Object> values) {
    StringBuilder text = new StringBuilder();
    Matcher place = PLACE.matcher(format);
    int end = 0;
    int next = 0;
    while (place.find()) {
      text.append(format.substring(end, place.start()));
      end = place.end();
      String found = place.group();
      if (found.equals("{{") || found.equals("}}")) {
        text.append(found.charAt(0));
      } else if (found.length() == 1) {
        throw invalid("The brace at place %d of the format has no partner".formatted(end));
      } else {
        int index = place.group(1).isEmpty() ? next++ : Integer.parseInt(place.group(1));
        String specification = place.group(2);
        text.append(
            specification(specification == null ? "" : specification).write(value(values, index)));
      }
    }
    return text.append(format, end, format.length()).toString();
  }

  static Object value(List<Object> values, int index) {
    if (index >= values.size()) {
      throw invalid("The format wants more values than the %d there are".formatted(values.size()));
    }
    return values.get(index);
  }

  private static FormatSpec specification(String text) {
    Matcher parts = SPECIFICATION.matcher(text);
    if (!parts.matches()) {
      throw invalid("'{:" + text + "}' is no format");
    }
    String fill = parts.group("fill");
    boolean isZero = parts.group("zero") != null;
    return new FormatSpec(
        fill == null ? isZero ? '0' : ' ' : fill.codePointAt(0),
        first(parts.group("align")),
        "-".equals(parts.group("sign")) ? 0 : first(parts.group("sign")),
        parts.group("comma") != null,
        number(parts.group("width"), 0),
        number(parts.group("precision"), -1),
        first(parts.group("type")));
  }

  private static char first(@Nullable String text) {
    return text == null ? 0 : text.charAt(0);
  }

  private static int number(@Nullable String text, int otherwise) {
    return text == null ? otherwise : Integer.parseInt(text);
  }

  private static SluiceException invalid(String message) {
    return new SluiceException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
