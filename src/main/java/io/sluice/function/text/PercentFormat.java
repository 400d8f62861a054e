package io.sluice.function.text;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats with directives as in C: {@code %[flags][width][.precision]type}, {@code %%} stands for itself. */
final class PercentFormat {
  private static final Pattern DIRECTIVE = Pattern.compile(
      "%(?:%|(?<flags>[-+ 0,']*)(?<width>\\d{1,6})?(?:\\.(?<precision>\\d{1,3}))?(?:hh|h|ll|l)?(?<type>[diuxXoceEfFs]))?");

  private PercentFormat() {}

  static String apply(String format, List<Object> values) {
    StringBuilder text = new StringBuilder();
    Matcher directive = DIRECTIVE.matcher(format);
    int end = 0;
    int next = 0;
    while (directive.find()) {
      text.append(format.substring(end, directive.start()));
      end = directive.end();
      if (directive.group().equals("%%")) {
        text.append('%');
      } else if (directive.group("type") == null) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "'%s' begins no directive"
                .formatted(
                    format.substring(directive.start(), Math.min(format.length(), end + 3))));
      } else {
        text.append(specification(directive).write(BraceFormat.value(values, next++)));
      }
    }
    return text.append(format, end, format.length()).toString();
  }

  private static FormatSpec specification(Matcher directive) {
    String flags = directive.group("flags");
    boolean isLeft = flags.indexOf('-') >= 0;
    char sign = flags.indexOf('+') >= 0 ? '+' : flags.indexOf(' ') >= 0 ? ' ' : 0;
    char type = directive.group("type").charAt(0);
    return new FormatSpec(
        flags.indexOf('0') >= 0 && !isLeft ? '0' : ' ',
        isLeft ? '<' : type == 's' ? '>' : (char) 0,
        sign,
        flags.indexOf(',') >= 0 || flags.indexOf('\'') >= 0,
        directive.group("width") == null ? 0 : Integer.parseInt(directive.group("width")),
        directive.group("precision") == null ? -1 : Integer.parseInt(directive.group("precision")),
        type == 'i' || type == 'u' ? 'd' : type);
  }
}
