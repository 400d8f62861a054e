package io.sluice.sql.parser;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.sql.grammar.ParseException;
import io.sluice.sql.grammar.SluiceSqlParserConstants;
import io.sluice.sql.grammar.Token;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;

/** What the parser found wrong, in a user's words. */
final class SyntaxErrors {
  /** More than that many expected words tell nothing. */
  private static final int MAX_EXPECTED = 6;

  private SyntaxErrors() {}

  static SluiceException translate(SqlParseException error, String sql) {
    Position position = error.getPos() == null
        ? null
        : new Position(
            Math.max(1, error.getPos().getLineNum()), Math.max(1, error.getPos().getColumnNum()));
    return new SluiceException(ErrorCode.SYNTAX_ERROR, message(error, sql), position, null);
  }

  private static String message(SqlParseException error, String sql) {
    Throwable cause = error.getCause();
    if (cause instanceof ParseException parse && parse.currentToken != null) {
      return unexpected(parse.currentToken.next) + expected(error.getExpectedTokenNames());
    }
    if (cause instanceof CalciteContextException context && context.getCause() != null) {
      return String.valueOf(context.getCause().getMessage());
    }
    String message = String.valueOf(error.getMessage());
    if (message.startsWith("Lexical error")) {
      return lexical(message, sql);
    }
    int lineEnd = message.indexOf('\n');
    return lineEnd < 0 ? message : message.substring(0, lineEnd);
  }

  private static String unexpected(@Nullable Token token) {
    if (token == null || token.kind == SluiceSqlParserConstants.EOF) {
      return "Unexpected end of the statement";
    }
    return "Unexpected '" + token.image + "'";
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

  private static String lexical(String message, String sql) {
    long quotes = sql.chars().filter(c -> c == '\'').count();
    if (quotes % 2 == 1) {
      return "A text in quotes has no end; a quote inside a text is written twice";
    }
    if (sql.chars().filter(c -> c == '"').count() % 2 == 1) {
      return "A name in double quotes has no end";
    }
    int at = message.indexOf("Encountered:");
    int end = message.indexOf(',', Math.max(0, at));
    String found = at < 0
        ? ""
        : message.substring(at + "Encountered:".length(), end < 0 ? message.length() : end);
    return found.contains("EOF") || found.isBlank()
        ? "Unexpected end of the statement"
        : "Unexpected character" + found.replaceAll("\\s*\\(\\d+\\)\\s*$", "");
  }
}
