package io.sluice.sql.parser;

import static io.sluice.sql.parser.SqlToken.Kind.COMMENT;
import static io.sluice.sql.parser.SqlToken.Kind.KEYWORD;
import static io.sluice.sql.parser.SqlToken.Kind.NAME;
import static io.sluice.sql.parser.SqlToken.Kind.NUMBER;
import static io.sluice.sql.parser.SqlToken.Kind.QUOTED_NAME;
import static io.sluice.sql.parser.SqlToken.Kind.SEMICOLON;
import static io.sluice.sql.parser.SqlToken.Kind.STRING;
import static io.sluice.sql.parser.SqlToken.Kind.SYMBOL;
import static io.sluice.sql.parser.SqlToken.Kind.UNKNOWN;

import io.sluice.sql.grammar.SluiceSqlParser;
import io.sluice.sql.grammar.SluiceSqlParserConstants;
import io.sluice.sql.grammar.Token;
import io.sluice.sql.grammar.TokenMgrError;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;

/**
 * The tokens of a text as the parser's own lexer finds them, also of a text that somebody is still writing: a literal, a quoted name or a comment without its end
 * reaches to the end of the text.
 *
 * @param sql the text
 * @param tokens in order
 * @param isOpen whether the last one lacks its end
 */
public record SqlTokens(String sql, List<SqlToken> tokens, boolean isOpen) {
  private static final Pattern WORD = Pattern.compile("\"([A-Z][A-Z_0-9]*)\"");

  public SqlTokens {
    tokens = List.copyOf(tokens);
  }

  public static SqlTokens of(String sql) {
    return new Lexer(sql).read();
  }

  /** All words of the grammar in capitals, in order. */
  public static List<String> keywords() {
    return Arrays.stream(SluiceSqlParserConstants.tokenImage)
        .map(WORD::matcher)
        .filter(Matcher::matches)
        .map(word -> word.group(1))
        .filter(word -> word.length() > 1)
        .sorted()
        .distinct()
        .toList();
  }

  /** A statement of a text, without what separates it from the next. */
  public record Part(int start, int end, boolean isEnded) {}

  /** The statements of the text, of which the last may have no {@code ;} yet. Those of nothing but comments are left out. */
  public List<Part> statements() {
    List<Part> parts = new ArrayList<>();
    int start = -1;
    int end = -1;
    for (SqlToken token : tokens) {
      if (token.kind() == SEMICOLON) {
        if (start >= 0) {
          parts.add(new Part(start, end, true));
        }
        start = -1;
      } else if (token.kind() != COMMENT) {
        start = start < 0 ? token.start() : start;
        end = token.end();
      }
    }
    if (start >= 0) {
      parts.add(new Part(start, end, false));
    }
    return parts;
  }

  /** Whether every statement of the text has its {@code ;}; a text without statements has. */
  public boolean isComplete() {
    List<Part> parts = statements();
    return !isOpen && (parts.isEmpty() || parts.get(parts.size() - 1).isEnded());
  }

  /** Reads one text. */
  private static final class Lexer {
    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int position;
    private boolean isOpen;

    Lexer(String sql) {
      this.sql = sql;
    }

    SqlTokens read() {
      while (position < sql.length() && !isOpen) {
        try {
          readFrom(position);
        } catch (TokenMgrError unfinished) {
          readRest();
        }
      }
      return new SqlTokens(sql, tokens, isOpen);
    }

    /** Tokens from an offset on, until one lacks its end. */
    private void readFrom(int start) {
      Lines lines = new Lines(sql, start);
      SluiceSqlParser lexer = new SluiceSqlParser(new StringReader(sql.substring(start)));
      lexer.setTabSize(1);
      lexer.switchTo(SqlAbstractParserImpl.LexicalState.DQID);
      for (Token token = lexer.getNextToken();
          token.kind != SluiceSqlParserConstants.EOF;
          token = lexer.getNextToken()) {
        int from = lines.offset(token.beginLine, token.beginColumn);
        skipTo(from);
        SqlToken.Kind kind = kind(token);
        if (kind != STRING && (sql.startsWith("'", from) || sql.startsWith("$$", from))) {
          open(STRING, from);
          return;
        }
        if (kind != QUOTED_NAME && sql.startsWith("\"", from)) {
          open(QUOTED_NAME, from);
          return;
        }
        position = lines.offset(token.endLine, token.endColumn) + 1;
        tokens.add(new SqlToken(kind, from, position));
      }
      skipTo(sql.length());
    }

    /** The comments between the last token and an offset. */
    private void skipTo(int offset) {
      while (position < offset) {
        if (sql.startsWith("--", position)) {
          int line = sql.indexOf('\n', position);
          comment(line < 0 ? offset : Math.min(offset, line + 1));
        } else if (sql.startsWith("/*", position)) {
          int end = sql.indexOf("*/", position + 2);
          comment(end < 0 ? offset : Math.min(offset, end + 2));
        } else {
          position++;
        }
      }
    }

    private void comment(int end) {
      tokens.add(new SqlToken(COMMENT, position, end));
      position = end;
    }

    /** The lexer has refused what stands behind the last token. */
    private void readRest() {
      while (position < sql.length()) {
        if (Character.isWhitespace(sql.charAt(position))) {
          position++;
        } else if (sql.startsWith("--", position)) {
          int line = sql.indexOf('\n', position);
          comment(line < 0 ? sql.length() : line + 1);
        } else if (sql.startsWith("/*", position)) {
          int end = sql.indexOf("*/", position + 2);
          if (end < 0) {
            open(COMMENT, position);
            return;
          }
          comment(end + 2);
        } else {
          break;
        }
      }
      if (position < sql.length()) {
        tokens.add(new SqlToken(UNKNOWN, position, position + 1));
        position++;
      }
    }

    private void open(SqlToken.Kind kind, int start) {
      tokens.add(new SqlToken(kind, start, sql.length()));
      position = sql.length();
      isOpen = true;
    }

    private static SqlToken.Kind kind(Token token) {
      return switch (token.kind) {
        case SluiceSqlParserConstants.SEMICOLON -> SEMICOLON;
        case SluiceSqlParserConstants.UNSIGNED_INTEGER_LITERAL,
            SluiceSqlParserConstants.APPROX_NUMERIC_LITERAL,
            SluiceSqlParserConstants.DECIMAL_NUMERIC_LITERAL,
            SluiceSqlParserConstants.GROUPED_DIGITS,
            SluiceSqlParserConstants.HEX_DIGITS -> NUMBER;
        case SluiceSqlParserConstants.BINARY_STRING_LITERAL,
            SluiceSqlParserConstants.QUOTED_STRING,
            SluiceSqlParserConstants.PREFIXED_STRING_LITERAL,
            SluiceSqlParserConstants.UNICODE_STRING_LITERAL,
            SluiceSqlParserConstants.C_STYLE_ESCAPED_STRING_LITERAL,
            SluiceSqlParserConstants.DOLLAR_QUOTED_STRING -> STRING;
        case SluiceSqlParserConstants.QUOTED_IDENTIFIER,
            SluiceSqlParserConstants.UNICODE_QUOTED_IDENTIFIER -> QUOTED_NAME;
        case SluiceSqlParserConstants.IDENTIFIER, SluiceSqlParserConstants.HYPHENATED_IDENTIFIER ->
          NAME;
        default ->
          WORD.matcher(SluiceSqlParserConstants.tokenImage[token.kind]).matches()
              ? KEYWORD
              : SYMBOL;
      };
    }
  }

  /** Offsets of lines as the lexer counts them: a line ends at a line feed, a carriage return, or both. */
  private static final class Lines {
    private final List<Integer> starts = new ArrayList<>();

    Lines(String sql, int start) {
      starts.add(start);
      for (int i = start; i < sql.length(); i++) {
        char c = sql.charAt(i);
        if (c == '\n' || (c == '\r' && !(i + 1 < sql.length() && sql.charAt(i + 1) == '\n'))) {
          starts.add(i + 1);
        }
      }
    }

    int offset(int line, int column) {
      return starts.get(line - 1) + column - 1;
    }
  }
}
