package io.sluice.cli;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.FileAccess;
import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.extension.Extensions;
import io.sluice.sql.SqlPlanner;
import io.sluice.sql.Statement;
import java.util.List;

/**
 * A text of statements whose last one, a query, has become its EXPLAIN.
 *
 * @param text the new text
 * @param at where EXPLAIN was put in, in the text before
 */
record ExplainText(String text, Position at) {
  private static final String EXPLAIN = "EXPLAIN ";

  /** @throws SluiceException when the text cannot be parsed, or its last statement has no plan */
  static ExplainText of(String sql) {
    SqlPlanner parser = new SqlPlanner(new Catalogs(Extensions.of(List.of()), FileAccess.none()));
    List<Statement> statements = parser.parse(sql);
    if (statements.isEmpty()) {
      throw new SluiceException(
          ErrorCode.SYNTAX_ERROR, "There is no statement to show the plan of");
    }
    Statement last = statements.get(statements.size() - 1);
    if (last instanceof Statement.Query query) {
      int offset = offset(sql, query.position());
      return new ExplainText(
          sql.substring(0, offset) + EXPLAIN + sql.substring(offset), query.position());
    }
    if (last instanceof Statement.Explain explain) {
      return new ExplainText(sql, explain.position());
    }
    throw new SluiceException(
        ErrorCode.SEMANTIC_ERROR, "Only a query has a plan to show", last.position(), null);
  }

  private static int offset(String sql, Position position) {
    int offset = 0;
    for (int line = 1; line < position.line(); line++) {
      offset = sql.indexOf('\n', offset) + 1;
    }
    return offset + position.column() - 1;
  }

  /** A failure of the new text with its position in the text before. */
  SluiceException original(SluiceException failure, String sql) {
    Position position = failure.position();
    if (position == null || text.equals(sql)) {
      return failure;
    }
    int column = position.column() - EXPLAIN.length();
    return position.line() == at.line() && column >= at.column()
        ? failure.at(new Position(position.line(), column))
        : failure;
  }
}
