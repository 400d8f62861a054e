package io.sluice.function.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Applies a regular expression to each row. The pattern is compiled again only when it differs from the row before. Owned by one driver. */
final class RegexpKernel implements ScalarKernel {
  private enum Operation {
    MATCH,
    FULL_MATCH,
    REPLACE,
    EXTRACT,
    COUNT
  }

  private final Operation operation;
  private @Nullable Pattern compiled;
  private String compiledPattern = "";
  private String compiledFlags = "";

  private RegexpKernel(Operation operation) {
    this.operation = operation;
  }

  static RegexpKernel matching(boolean isWhole) {
    return new RegexpKernel(isWhole ? Operation.FULL_MATCH : Operation.MATCH);
  }

  static RegexpKernel replacing() {
    return new RegexpKernel(Operation.REPLACE);
  }

  static RegexpKernel extracting() {
    return new RegexpKernel(Operation.EXTRACT);
  }

  static RegexpKernel counting() {
    return new RegexpKernel(Operation.COUNT);
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BytesOutput texts = result instanceof BytesVector bytes ? new BytesOutput(bytes) : null;
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      String text = text(input, 0, row);
      String flags = flags(input, row);
      Matcher matcher = pattern(text(input, 1, row), flags).matcher(text);
      switch (operation) {
        case MATCH -> ((BooleanVector) result).put(row, matcher.find());
        case FULL_MATCH -> ((BooleanVector) result).put(row, matcher.matches());
        case COUNT -> ((LongVector) result).values()[row] = count(matcher);
        case REPLACE -> write(texts, row, replace(matcher, text, text(input, 2, row), flags));
        case EXTRACT -> write(texts, row, extract(matcher, group(input, row)));
      }
    }
    if (texts != null) {
      texts.finish(result.length());
    }
  }

  private String flags(KernelInput input, int row) {
    int place = operation == Operation.REPLACE || operation == Operation.EXTRACT ? 3 : 2;
    return input.argumentCount() > place ? text(input, place, row) : "";
  }

  private static long group(KernelInput input, int row) {
    return input.argumentCount() > 2
        ? ((LongVector) input.argument(2)).values()[input.isConstant(2) ? 0 : row]
        : 0;
  }

  private static String text(KernelInput input, int argument, int row) {
    return ((BytesVector) input.argument(argument)).string(input.isConstant(argument) ? 0 : row);
  }

  private static void write(@Nullable BytesOutput output, int row, String text) {
    if (output != null) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      output.write(row, bytes, 0, bytes.length);
    }
  }

  private Pattern pattern(String pattern, String flags) {
    Pattern current = compiled;
    if (current != null && compiledPattern.equals(pattern) && compiledFlags.equals(flags)) {
      return current;
    }
    try {
      current = Pattern.compile(pattern, bits(flags));
    } catch (PatternSyntaxException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' is no regular expression: %s".formatted(pattern, e.getDescription()),
          e);
    }
    compiled = current;
    compiledPattern = pattern;
    compiledFlags = flags;
    return current;
  }

  static int bits(String flags) {
    int bits = 0;
    for (int i = 0; i < flags.length(); i++) {
      bits |= switch (flags.charAt(i)) {
        case 'i' -> Pattern.CASE_INSENSITIVE;
        case 's' -> Pattern.DOTALL;
        case 'm', 'n', 'p' -> Pattern.MULTILINE;
        case 'c', 'g' -> 0;
        default ->
          throw new SluiceException(
              ErrorCode.INVALID_ARGUMENT,
              "'%s' is no flag of a regular expression; there are i, c, s, m and g"
                  .formatted(flags.charAt(i)));
      };
    }
    return bits;
  }

  private static long count(Matcher matcher) {
    long count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  private static String extract(Matcher matcher, long group) {
    if (group < 0 || group > matcher.groupCount()) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "The pattern has %d groups, but group %d is asked for"
              .formatted(matcher.groupCount(), group));
    }
    if (!matcher.find()) {
      return "";
    }
    String found = matcher.group((int) group);
    return found == null ? "" : found;
  }

  private static String replace(Matcher matcher, String text, String replacement, String flags) {
    boolean isAll = flags.indexOf('g') >= 0;
    StringBuilder result = new StringBuilder();
    int copied = 0;
    while (matcher.find()) {
      boolean isBehindMatch = copied > 0 && matcher.start() == copied && matcher.end() == copied;
      if (isBehindMatch) {
        continue;
      }
      result.append(text, copied, matcher.start());
      appendReplacement(result, matcher, replacement);
      copied = matcher.end();
      if (!isAll) {
        break;
      }
    }
    return result.append(text, copied, text.length()).toString();
  }

  /** A backslash and a digit stand for a group, two backslashes for one. */
  private static void appendReplacement(StringBuilder result, Matcher matcher, String replacement) {
    int place = 0;
    while (place < replacement.length()) {
      char c = replacement.charAt(place++);
      if (c != '\\' || place == replacement.length()) {
        result.append(c);
        continue;
      }
      char next = replacement.charAt(place++);
      if (next < '0' || next > '9') {
        result.append(next);
      } else if (next - '0' <= matcher.groupCount()) {
        String group = matcher.group(next - '0');
        result.append(group == null ? "" : group);
      }
    }
  }
}
