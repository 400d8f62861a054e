package io.sluice.sql.write;

import static java.util.Objects.requireNonNull;

import io.sluice.sql.parser.StatementParser;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Expressions that definitions keep as text. */
final class StoredExpression {
  private StoredExpression() {}

  /** The tree of an expression, without positions: the text is not the statement's, and errors must not point into it. */
  static SqlNode parse(String sql) {
    SqlSelect select = (SqlSelect) StatementParser.parse("SELECT " + sql).get(0);
    return requireNonNull(select.getSelectList().get(0).accept(new PositionEraser()));
  }

  private static final class PositionEraser extends SqlShuttle {
    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      SqlNode visited = super.visit(call);
      return visited == null ? null : visited.clone(SqlParserPos.ZERO);
    }
  }
}
