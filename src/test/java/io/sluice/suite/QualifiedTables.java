package io.sluice.suite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts other names where a query names tables in FROM, and leaves columns and aliases of the same name alone. */
final class QualifiedTables {
  private static final Pattern TOKEN = Pattern.compile(
      "'(?:[^']|'')*'|\"[^\"]*\"|--[^\\n]*|[A-Za-z_][A-Za-z_0-9]*|\\s+|.", Pattern.DOTALL);

  private static final Set<String> ENDS_OF_FROM = Set.of(
      "WHERE",
      "GROUP",
      "HAVING",
      "ORDER",
      "LIMIT",
      "UNION",
      "INTERSECT",
      "EXCEPT",
      "SELECT",
      "WINDOW",
      "QUALIFY",
      "OFFSET");

  private QualifiedTables() {}

  /**
   * @param tables the names to replace, in lower case
   * @param replacement by name
   */
  static String qualify(String query, Set<String> tables, UnaryOperator<String> replacement) {
    StringBuilder text = new StringBuilder();
    Deque<Boolean> enclosing = new ArrayDeque<>();
    boolean isInFrom = false;
    boolean isTableNext = false;
    Matcher matcher = TOKEN.matcher(query);
    while (matcher.find()) {
      String token = matcher.group();
      String word = token.toUpperCase(Locale.ROOT);
      String name = token.toLowerCase(Locale.ROOT);
      if (isTableNext && tables.contains(name)) {
        text.append(replacement.apply(name));
      } else {
        text.append(token);
      }
      if (token.isBlank() || token.startsWith("--")) {
        continue;
      }
      isTableNext = false;
      if (word.equals("FROM") || word.equals("JOIN")) {
        isInFrom = true;
        isTableNext = true;
      } else if (ENDS_OF_FROM.contains(word)) {
        isInFrom = false;
      } else if (token.equals("(")) {
        enclosing.push(isInFrom);
        isTableNext = isInFrom;
        isInFrom = false;
      } else if (token.equals(")")) {
        isInFrom = enclosing.pop();
      } else if (token.equals(",")) {
        isTableNext = isInFrom;
      }
    }
    return text.toString();
  }
}
