package io.sluice.sql.dialect;

import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlJoin;

/** JOIN binds tighter than a comma, while the parser takes both from left to right. It makes a difference where the table before the comma would be part of what a join merges or leaves without a row. */
final class CommaJoins {
  private CommaJoins() {}

  /** {@code a, (b JOIN c)} for a join of {@code (a, b)} and {@code c}. */
  static SqlJoin nested(SqlJoin join) {
    if (!(join.getLeft() instanceof SqlJoin comma)
        || comma.getJoinType() != JoinType.COMMA
        || !isOfNeighbour(join)) {
      return join;
    }
    join.setLeft(comma.getRight());
    comma.setRight(nested(join));
    return comma;
  }

  private static boolean isOfNeighbour(SqlJoin join) {
    return join.isNatural()
        || join.getConditionType() == JoinConditionType.USING
        || join.getJoinType() == JoinType.RIGHT
        || join.getJoinType() == JoinType.FULL;
  }
}
