package io.sluice.cli.shell;

import io.sluice.sql.parser.SqlToken;
import io.sluice.sql.parser.SqlTokens;
import java.util.List;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours statements. What SQL has no use for is red. Stateless. */
final class SqlHighlighter implements Highlighter {
  private static final AttributedStyle KEYWORD = style(AttributedStyle.BLUE).bold();
  private static final AttributedStyle FUNCTION = style(AttributedStyle.CYAN);
  private static final AttributedStyle STRING = style(AttributedStyle.GREEN);
  private static final AttributedStyle NUMBER = style(AttributedStyle.MAGENTA);
  private static final AttributedStyle COMMENT = AttributedStyle.DEFAULT.faint();
  private static final AttributedStyle UNKNOWN = style(AttributedStyle.RED).underline();

  private static AttributedStyle style(int color) {
    return AttributedStyle.DEFAULT.foreground(color);
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    return highlight(buffer);
  }

  static AttributedString highlight(String sql) {
    if (sql.stripLeading().startsWith("\\")) {
      return new AttributedString(sql);
    }
    AttributedStringBuilder styled = new AttributedStringBuilder(sql.length());
    List<SqlToken> tokens = SqlTokens.of(sql).tokens();
    int end = 0;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      styled.append(sql.substring(end, token.start()));
      boolean isCalled = i + 1 < tokens.size()
          && tokens.get(i + 1).start() == token.end()
          && sql.charAt(token.end()) == '(';
      styled.styled(style(token, isCalled), token.in(sql));
      end = token.end();
    }
    return styled.append(sql.substring(end)).toAttributedString();
  }

  private static AttributedStyle style(SqlToken token, boolean isCalled) {
    return switch (token.kind()) {
      case KEYWORD -> isCalled ? FUNCTION : KEYWORD;
      case NAME -> isCalled ? FUNCTION : AttributedStyle.DEFAULT;
      case QUOTED_NAME, SEMICOLON, SYMBOL -> AttributedStyle.DEFAULT;
      case STRING -> STRING;
      case NUMBER -> NUMBER;
      case COMMENT -> COMMENT;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
