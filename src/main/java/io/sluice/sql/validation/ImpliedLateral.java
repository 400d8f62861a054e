package io.sluice.sql.validation;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Writes LATERAL before the sub-queries on the right sides of joins, as they may read columns of the tables before them without the word. Stateless. */
final class ImpliedLateral extends SqlShuttle {
  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    SqlNode visited = super.visit(call);
    if (visited instanceof SqlJoin join) {
      switch (join.getJoinType()) {
        case INNER, CROSS, COMMA, LEFT -> join.setRight(lateral(join.getRight()));
        default -> {}
      }
    }
    return visited;
  }

  private SqlNode lateral(SqlNode relation) {
    if (relation.isA(SqlKind.QUERY)) {
      return SqlStdOperatorTable.LATERAL.createCall(relation.getParserPosition(), relation);
    }
    if (relation.getKind() == SqlKind.AS) {
      SqlCall named = (SqlCall) relation;
      named.setOperand(0, lateral(named.operand(0)));
    }
    return relation;
  }
}
