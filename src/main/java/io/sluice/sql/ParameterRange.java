package io.sluice.sql;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.dialect.NumberedParameters;
import io.sluice.sql.parser.StatementParser;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one statement: {@code ?}, which the parser counts through all statements of a text, or {@code $1}, which each statement counts anew.
 *
 * @param first the number of the first {@code ?}; 0 for numbered ones
 * @param isNumbered whether they are {@code $1} and the like
 */
record ParameterRange(int first, int count, boolean isNumbered) {
  static ParameterRange of(SqlNode statement) {
    Counter counter = new Counter();
    statement.accept(counter);
    return counter.highest > 0
        ? new ParameterRange(0, counter.highest, true)
        : new ParameterRange(counter.count == 0 ? 0 : counter.first, counter.count, false);
  }

  private static final class Counter extends SqlBasicVisitor<@Nullable Void> {
    private int first = Integer.MAX_VALUE;
    private int count;
    private int highest;

    @Override
    public @Nullable Void visit(SqlDynamicParam parameter) {
      first = Math.min(first, parameter.getIndex());
      count++;
      check(parameter);
      return null;
    }

    @Override
    public @Nullable Void visit(SqlIdentifier name) {
      int number = NumberedParameters.number(name);
      if (number > 0) {
        highest = Math.max(highest, number);
        check(name);
      }
      return null;
    }

    private void check(SqlNode where) {
      if (count > 0 && highest > 0) {
        throw new SluiceException(
            ErrorCode.SYNTAX_ERROR,
            "A statement has parameters of one kind, ? or $1",
            StatementParser.position(where.getParserPosition()),
            null);
      }
    }
  }
}
