package io.sluice.function.text;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that make an array of a text. */
public final class SplitFunctions {
  private static final String CATEGORY = "text";
  private static final DataType TEXTS = DataType.array(VARCHAR);

  private SplitFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "string_split", "split", "str_split", "string_to_array")
            .says(
                "The parts between separators; the characters when the separator is empty.",
                "string_split('a,b', ',') is [a, b]")
            .rows(
                "string_split(text, separator)",
                List.of(VARCHAR, VARCHAR),
                TEXTS,
                row -> Texts.split(text(row, 0), text(row, 1)))
            .build(),
        ScalarDefinition.named(
                "patterns",
                "regexp_split_to_array",
                "string_split_regex",
                "str_split_regex",
                "regexp_split")
            .says(
                "The parts between matches.",
                "regexp_split_to_array('a1b22c', '\\d+') is [a, b, c]")
            .rows(
                "regexp_split_to_array(text, pattern)",
                List.of(VARCHAR, VARCHAR),
                TEXTS,
                row -> split(text(row, 0), pattern(text(row, 1))))
            .build(),
        ScalarDefinition.named("patterns", "regexp_extract_all")
            .says(
                "All matches, or a group of each; an empty text where the group has no part in it.",
                "regexp_extract_all('a1b22', '\\d+') is [1, 22]")
            .rows(
                "regexp_extract_all(text, pattern)",
                List.of(VARCHAR, VARCHAR),
                TEXTS,
                row -> matches(text(row, 0), pattern(text(row, 1)), 0))
            .rows(
                "regexp_extract_all(text, pattern, group)",
                List.of(VARCHAR, VARCHAR, BIGINT),
                TEXTS,
                row -> matches(text(row, 0), pattern(text(row, 1)), (Long) requireNonNull(row[2])))
            .rows(
                "regexp_extract_all(text, pattern, group, flags)",
                List.of(VARCHAR, VARCHAR, BIGINT, VARCHAR),
                TEXTS,
                row -> matches(text(row, 0), pattern(text(row, 1), text(row, 3)), (Long)
                    requireNonNull(row[2])))
            .build());
  }

  private static List<String> matches(String text, Pattern pattern, long group) {
    Matcher matcher = pattern.matcher(text);
    if (group < 0 || group > matcher.groupCount()) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "The pattern has %d groups, but group %d is asked for"
              .formatted(matcher.groupCount(), group));
    }
    List<String> matches = new ArrayList<>();
    while (matcher.find()) {
      String match = matcher.group((int) group);
      matches.add(match == null ? "" : match);
    }
    return matches;
  }

  /** A match of no characters separates two of them. */
  private static List<String> split(String text, Pattern pattern) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    int end = 0;
    while (matcher.find()) {
      boolean isEmpty = matcher.start() == matcher.end();
      if (isEmpty && (matcher.start() == end || matcher.start() == text.length())) {
        continue;
      }
      parts.add(text.substring(end, matcher.start()));
      end = matcher.end();
    }
    parts.add(text.substring(end));
    return parts;
  }

  private static Pattern pattern(String pattern) {
    return pattern(pattern, "");
  }

  private static Pattern pattern(String pattern, String flags) {
    try {
      return Pattern.compile(pattern, RegexpKernel.bits(flags));
    } catch (PatternSyntaxException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no regular expression: %s".formatted(pattern, e.getMessage()),
          e);
    }
  }

  private static String text(@Nullable Object[] row, int index) {
    return (String) requireNonNull(row[index]);
  }
}
