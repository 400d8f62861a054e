package io.sluice.sql.dialect;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;

/** Keys of ORDER BY with their directions. */
final class SortKeys {
  private SortKeys() {}

  /** What is sorted by. */
  static SqlNode value(SqlNode key) {
    return switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> value(((SqlCall) key).operand(0));
      default -> key;
    };
  }

  /** The same direction of another value. */
  static SqlNode with(SqlNode key, SqlNode value) {
    return switch (key.getKind()) {
      case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
        SqlCall direction = (SqlCall) key;
        yield direction
            .getOperator()
            .createCall(key.getParserPosition(), with(direction.operand(0), value));
      }
      default -> value;
    };
  }
}
