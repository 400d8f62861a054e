package io.sluice.sql.analysis;

import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** What stands in a syntax tree for a number of LIMIT or OFFSET that only the query itself tells: a sub-query, or a part of all rows. */
final class ComputedRowCount extends SqlSpecialOperator {
  private final RexNode value;
  private final boolean isPercent;

  /**
   * @param value a BIGINT, or of percent a DOUBLE, without columns
   */
  ComputedRowCount(RexNode value, boolean isPercent) {
    super("ROW COUNT", SqlKind.OTHER);
    this.value = value;
    this.isPercent = isPercent;
  }

  RexNode value() {
    return value;
  }

  boolean isPercent() {
    return isPercent;
  }

  SqlCall call(SqlParserPos position) {
    return createCall(position);
  }

  static boolean isIn(@Nullable SqlNode number) {
    return number instanceof SqlCall call && call.getOperator() instanceof ComputedRowCount;
  }
}
