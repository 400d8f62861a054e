package io.sluice.sql;

import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ?} of one statement. The parser counts them through all statements of a text.
 *
 * @param first the number of the first one
 */
record ParameterRange(int first, int count) {
  static ParameterRange of(SqlNode statement) {
    Counter counter = new Counter();
    statement.accept(counter);
    return new ParameterRange(counter.count == 0 ? 0 : counter.first, counter.count);
  }

  private static final class Counter extends SqlBasicVisitor<@Nullable Void> {
    private int first = Integer.MAX_VALUE;
    private int count;

    @Override
    public @Nullable Void visit(SqlDynamicParam parameter) {
      first = Math.min(first, parameter.getIndex());
      count++;
      return null;
    }
  }
}
