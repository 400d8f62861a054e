package io.sluice.sql.parser;

import io.sluice.config.NearestName;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be wrong with a text that has no syntax, told from the words around the place where the parser stopped. Stateless. */
final class SyntaxHints {
  /** Words that are likely to be meant where a word is no syntax. */
  private static final List<String> WORDS = List.of(
      "SELECT", "FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "VALUES", "INSERT", "INTO",
      "UPDATE", "DELETE", "CREATE", "TABLE", "VIEW", "SCHEMA", "INDEX", "MACRO", "JOIN", "UNION");

  /** Words that another one follows always. */
  private static final Map<String, String> FOLLOWERS =
      Map.of("GROUP", "BY", "ORDER", "BY", "PARTITION", "BY", "INSERT", "INTO", "DELETE", "FROM");

  private SyntaxHints() {}

  /**
   * The message with a hint behind it, if there is one.
   *
   * @param place where the parser stopped
   */
  static String withHint(String message, String sql, int place) {
    if (message.startsWith("Unexpected end")) {
      int open = openBracket(sql);
      return open < 0 ? message : message + "; the '(' " + where(sql, open) + " has no ')'";
    }
    String hint =
        message.startsWith("Syntax error near") || message.startsWith("A statement begins")
            ? hint(sql, Math.max(0, Math.min(place, sql.length())))
            : null;
    return hint == null ? message : message + hint;
  }

  private static @Nullable String hint(String sql, int place) {
    String word = wordBehind(sql, place);
    String before = wordBefore(sql, place);
    String follower = FOLLOWERS.get(word);
    String next = wordBehind(sql, skipBlanks(sql, place + word.length()));
    if (follower != null && !next.equals(follower)) {
      return "; " + follower + " is missing behind " + word;
    }
    follower = FOLLOWERS.get(before);
    if (follower != null && !word.equals(follower)) {
      return "; " + follower + " is missing behind " + before;
    }
    if (before.equals("SELECT") && word.equals("FROM")) {
      return "; SELECT names no columns, and * takes all of them";
    }
    if (word.equals("CREATE") || word.equals("DROP")) {
      String meant = meant(next);
      return meant == null
          ? "; " + word + " is followed by TABLE, VIEW, SCHEMA, INDEX or MACRO and a name"
          : "; did you mean '" + meant + "' by '" + next + "'?";
    }
    for (String candidate : List.of(before, word)) {
      String meant = meant(candidate);
      if (meant != null) {
        return "; did you mean '" + meant + "' by '" + candidate + "'?";
      }
    }
    return null;
  }

  /** A word of syntax with one letter changed, or with the same letters in another order. */
  private static @Nullable String meant(String word) {
    if (word.length() < 4 || WORDS.contains(word)) {
      return null;
    }
    return WORDS.stream()
        .filter(other -> Arrays.equals(sorted(word), sorted(other)))
        .findFirst()
        .orElseGet(() -> NearestName.find(word, WORDS));
  }

  private static int[] sorted(String word) {
    return word.chars().sorted().toArray();
  }

  private static int skipBlanks(String sql, int from) {
    int place = from;
    while (place < sql.length() && Character.isWhitespace(sql.charAt(place))) {
      place++;
    }
    return place;
  }

  private static String wordBehind(String sql, int from) {
    int end = from;
    while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
      end++;
    }
    return from >= sql.length() ? "" : sql.substring(from, end).toUpperCase(Locale.ROOT);
  }

  private static String wordBefore(String sql, int place) {
    int end = place;
    while (end > 0 && Character.isWhitespace(sql.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isJavaIdentifierPart(sql.charAt(start - 1))) {
      start--;
    }
    return sql.substring(start, end).toUpperCase(Locale.ROOT);
  }

  /** The last bracket that is not closed, outside of texts, names in quotes and comments; -1 when there is none. */
  private static int openBracket(String sql) {
    Deque<Integer> open = new ArrayDeque<>();
    int place = 0;
    while (place < sql.length()) {
      char c = sql.charAt(place);
      if (c == '\'' || c == '"') {
        int end = sql.indexOf(c, place + 1);
        place = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("--", place)) {
        int end = sql.indexOf('\n', place);
        place = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", place)) {
        int end = sql.indexOf("*/", place);
        place = end < 0 ? sql.length() : end + 1;
      } else if (c == '(') {
        open.push(place);
      } else if (c == ')' && !open.isEmpty()) {
        open.pop();
      }
      place++;
    }
    return open.isEmpty() ? -1 : open.peek();
  }

  private static String where(String sql, int place) {
    int line = (int) sql.substring(0, place).chars().filter(c -> c == '\n').count() + 1;
    int column = place - sql.lastIndexOf('\n', place);
    return line == 1 ? "at column " + column : "at line " + line + ", column " + column;
  }
}
