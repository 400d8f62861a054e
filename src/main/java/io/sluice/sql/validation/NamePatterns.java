package io.sluice.sql.validation;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.dialect.GlobPattern;
import io.sluice.sql.grammar.StarOperator;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Patterns for names of columns. */
final class NamePatterns {
  private NamePatterns() {}

  /** Names of which a part matches a regular expression. */
  static Predicate<String> containing(String expression) {
    return compile(expression, 0).asPredicate();
  }

  static Predicate<String> of(StarOperator operator, String pattern) {
    Predicate<String> matches = switch (operator.getName()) {
      case "* LIKE", "* NOT LIKE" -> compile(like(pattern), 0).asMatchPredicate();
      case "* ILIKE", "* NOT ILIKE" ->
        compile(like(pattern), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE).asMatchPredicate();
      case "* GLOB" -> compile(GlobPattern.expression(pattern), 0).asMatchPredicate();
      case "* SIMILAR TO", "* NOT SIMILAR TO" -> compile(pattern, 0).asMatchPredicate();
      default -> throw new IllegalArgumentException(operator.getName());
    };
    return operator.getName().startsWith("* NOT") ? matches.negate() : matches;
  }

  private static String like(String pattern) {
    StringBuilder expression = new StringBuilder("(?s)");
    pattern
        .codePoints()
        .forEach(character -> expression.append(
            switch (character) {
              case '%' -> ".*";
              case '_' -> ".";
              default -> Pattern.quote(Character.toString(character));
            }));
    return expression.toString();
  }

  private static Pattern compile(String expression, int flags) {
    try {
      return Pattern.compile(expression, flags);
    } catch (PatternSyntaxException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'" + expression + "' is not a regular expression: " + e.getDescription(),
          e);
    }
  }
}
