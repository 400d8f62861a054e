package io.sluice.sql.parser;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The text of a statement as the user wrote it, for the names of columns that have none. */
public record SyntaxText(String sql) {
  /** What the user wrote for an expression, on one line. */
  public String of(SqlNode node) {
    SqlParserPos first = first(node);
    SqlParserPos last = node.getParserPosition();
    int start = offset(first.getLineNum(), first.getColumnNum());
    int end = offset(last.getEndLineNum(), last.getEndColumnNum()) + 1;
    if (start < 0 || end > sql.length() || start >= end) {
      return node.toString();
    }
    return withBrackets(start, end).replaceAll("\\s+", " ").strip();
  }

  /** What the user wrote from the first to the last character of a piece of syntax. */
  public String exact(SqlParserPos range) {
    return sql.substring(
        offset(range.getLineNum(), range.getColumnNum()),
        offset(range.getEndLineNum(), range.getEndColumnNum()) + 1);
  }

  /** The grammar begins {@code x::type} one token too early. */
  private static SqlParserPos first(SqlNode node) {
    return node instanceof SqlCall call && call.getOperator().equals(SqlLibraryOperators.INFIX_CAST)
        ? first(call.operand(0))
        : node.getParserPosition();
  }

  private int offset(int line, int column) {
    int lineStart = 0;
    for (int i = 1; i < line; i++) {
      int next = sql.indexOf('\n', lineStart);
      if (next < 0) {
        return -1;
      }
      lineStart = next + 1;
    }
    return lineStart + column - 1;
  }

  /** The positions of syntax leave out brackets around its first or last operand. */
  private String withBrackets(int start, int end) {
    int open = 0;
    int missing = 0;
    for (int i = start; i < end; i++) {
      char c = sql.charAt(i);
      if (c == '(') {
        open++;
      } else if (c == ')' && open > 0) {
        open--;
      } else if (c == ')') {
        missing++;
      }
    }
    int from = start;
    while (missing > 0 && from > 0) {
      from--;
      if (sql.charAt(from) == '(') {
        missing--;
      }
    }
    int to = end;
    while (open > 0 && to < sql.length()) {
      if (sql.charAt(to) == ')') {
        open--;
      }
      to++;
    }
    return sql.substring(from, to);
  }
}
