package io.sluice.sql.parser;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.sql.grammar.ParseException;
import io.sluice.sql.grammar.Token;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;

/** What the parser found wrong, in a user's words. Stateless. */
final class SyntaxErrors {
  /** More than that many expected words tell nothing. */
  private static final int MAX_EXPECTED = 6;

  private static final String NO_STATEMENT =
      "A statement begins with a word such as SELECT, FROM, VALUES, WITH, CREATE, INSERT, EXPLAIN, SET or SHOW";

  /** Statements of other engines that have no grammar here. */
  private static final Set<String> UNSUPPORTED = Set.of(
      "ABORT",
      "ALTER",
      "ANALYZE",
      "ATTACH",
      "BEGIN",
      "CALL",
      "CHECKPOINT",
      "COMMENT",
      "COMMIT",
      "COPY",
      "DETACH",
      "END",
      "EXPORT",
      "GRANT",
      "IMPORT",
      "INSTALL",
      "LOAD",
      "PRAGMA",
      "REFRESH",
      "REVOKE",
      "ROLLBACK",
      "SAVEPOINT",
      "START",
      "VACUUM");

  private static final String NO_TRANSACTION =
      "; each statement takes effect as a whole and by itself";

  /** What to write instead of some of them. */
  private static final Map<String, String> INSTEAD = Map.of(
      "ABORT", NO_TRANSACTION,
      "ALTER", "; ALTER TABLE changes the columns and the name of a table",
      "BEGIN", NO_TRANSACTION,
      "COMMIT", NO_TRANSACTION,
      "END", NO_TRANSACTION,
      "ROLLBACK", NO_TRANSACTION,
      "SAVEPOINT", NO_TRANSACTION,
      "START", NO_TRANSACTION);

  /** What other engines create and drop. */
  private static final Set<String> OBJECTS = Set.of(
      "AGGREGATE", "DATABASE", "MATERIALIZED", "ROLE", "SEQUENCE", "TRIGGER", "TYPE", "USER");

  private SyntaxErrors() {}

  static SluiceException translate(SqlParseException error, String sql) {
    Position position = error.getPos() == null
        ? null
        : new Position(
            Math.max(1, error.getPos().getLineNum()), Math.max(1, error.getPos().getColumnNum()));
    String word = wordAt(position, sql).toUpperCase(Locale.ROOT);
    if (UNSUPPORTED.contains(word) && beginsStatement(position, sql)) {
      return new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          word + " is not supported" + INSTEAD.getOrDefault(word, ""),
          position,
          null);
    }
    if ((word.equals("CREATE") || word.equals("DROP")) && beginsStatement(position, sql)) {
      String rest = sql.substring(offset(position, sql) + word.length()).strip();
      String object = rest.split("\\W", 2)[0].toUpperCase(Locale.ROOT);
      if (OBJECTS.contains(object)) {
        return new SluiceException(
            ErrorCode.NOT_SUPPORTED, word + " " + object + " is not supported", position, null);
      }
    }
    int place = position == null ? sql.length() : offset(position, sql);
    return new SluiceException(
        ErrorCode.SYNTAX_ERROR,
        SyntaxHints.withHint(message(error, position, sql), sql, place),
        position,
        null);
  }

  /** Whether nothing but blanks stands between a place and the end of the statement before it. */
  private static boolean beginsStatement(@Nullable Position position, String sql) {
    String before = sql.substring(0, offset(position, sql)).stripTrailing();
    return before.isEmpty() || before.endsWith(";");
  }

  private static String message(SqlParseException error, @Nullable Position position, String sql) {
    Throwable cause = error.getCause();
    String message = String.valueOf(error.getMessage());
    if (message.startsWith("Non-query expression")) {
      return NO_STATEMENT;
    }
    if (message.startsWith("Lexical error")) {
      return near(position, sql);
    }
    if (cause instanceof ParseException parse && parse.currentToken != null) {
      return unexpected(parse.currentToken.next) + expected(error.getExpectedTokenNames());
    }
    if (cause instanceof ParseException || message.startsWith("Incorrect syntax")) {
      return near(position, sql);
    }
    if (cause instanceof CalciteContextException context && context.getCause() != null) {
      return String.valueOf(context.getCause().getMessage());
    }
    int lineEnd = message.indexOf('\n');
    return lineEnd < 0 ? message : message.substring(0, lineEnd);
  }

  private static String unexpected(@Nullable Token token) {
    // Kind 0 is the end of the text.
    return token == null || token.kind == 0 ? "Unexpected end of the statement" : near(token.image);
  }

  /** The parser names the last word that it understood no further. */
  private static String near(@Nullable Position position, String sql) {
    String word = wordAt(position, sql);
    boolean isLast = !word.isEmpty()
        && sql.stripTrailing().endsWith(word)
        && sql.stripTrailing().length() - word.length() == offset(position, sql);
    return isLast && Character.isLetter(word.charAt(0))
        ? "Unexpected end of the statement after '" + word + "'"
        : near(word);
  }

  private static int offset(@Nullable Position position, String sql) {
    if (position == null) {
      return -1;
    }
    int lineStart = 0;
    for (int line = 1; line < position.line(); line++) {
      lineStart = sql.indexOf('\n', lineStart) + 1;
    }
    return lineStart + position.column() - 1;
  }

  private static String near(String word) {
    return switch (word) {
      case "" -> "Unexpected end of the statement";
      case "'" -> "A text in quotes has no end; a quote inside a text is written twice";
      case "\"" -> "A name in double quotes has no end";
      case "/*", "/*+" -> "A comment has no end";
      default -> "Syntax error near '" + word + "'";
    };
  }

  /** The word, or else the character, at a place; empty at the end. */
  private static String wordAt(@Nullable Position position, String sql) {
    if (position == null) {
      return "";
    }
    String[] lines = sql.split("\n", -1);
    if (position.line() > lines.length || position.column() > lines[position.line() - 1].length()) {
      return "";
    }
    String rest = lines[position.line() - 1].substring(position.column() - 1);
    int end = 0;
    while (end < rest.length() && Character.isJavaIdentifierPart(rest.charAt(end))) {
      end++;
    }
    return rest.substring(0, Math.max(1, end));
  }

  private static String expected(@Nullable Collection<String> names) {
    if (names == null) {
      return "";
    }
    List<String> words = names.stream()
        .map(SyntaxErrors::word)
        .filter(word -> !word.isEmpty())
        .distinct()
        .sorted()
        .toList();
    return words.isEmpty() || words.size() > MAX_EXPECTED
        ? ""
        : "; expected " + words.stream().collect(Collectors.joining(" or "));
  }

  /** A token's name as a user knows it: {@code "FROM"} stands for itself, {@code <IDENTIFIER>} for a kind of token. */
  private static String word(String token) {
    if (token.startsWith("\"")) {
      return "'" + token.replace("\"", "") + "'";
    }
    String name = token.replace("<", "").replace(">", "").toUpperCase(Locale.ROOT);
    if (name.contains("IDENTIFIER")) {
      return "a name";
    }
    if (name.contains("STRING")) {
      return "a text";
    }
    if (name.contains("INTEGER") || name.contains("NUMERIC")) {
      return "a number";
    }
    return name.equals("EOF") ? "the end" : "";
  }
}
