package io.sluice.sql.unnesting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Logical nodes in the short forms that unnesting makes them in. */
final class Plans {
  private Plans() {}

  static int width(RelNode plan) {
    return plan.getRowType().getFieldCount();
  }

  static RexBuilder rex(RelNode plan) {
    return plan.getCluster().getRexBuilder();
  }

  /** References to some consecutive columns. */
  static List<RexNode> columns(RelNode plan, int from, int count) {
    List<RexNode> columns = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      columns.add(rex(plan).makeInputRef(plan, i));
    }
    return columns;
  }

  static RelNode join(RelNode left, RelNode right, JoinRelType type, List<RexNode> conditions) {
    RexNode condition = RexUtil.composeConjunction(rex(left), conditions);
    return LogicalJoin.create(left, right, List.of(), condition, Set.of(), type);
  }

  static RelNode cross(RelNode left, RelNode right) {
    return join(left, right, JoinRelType.INNER, List.of());
  }

  static RelNode filter(RelNode input, List<RexNode> conditions) {
    RexNode condition = RexUtil.removeNullabilityCast(
        input.getCluster().getTypeFactory(), RexUtil.composeConjunction(rex(input), conditions));
    return condition.isAlwaysTrue() ? input : LogicalFilter.create(input, condition);
  }

  static RelNode project(RelNode input, List<RexNode> expressions) {
    return LogicalProject.create(input, List.of(), expressions, (List<String>) null, Set.of());
  }

  /** The first columns only. */
  static RelNode narrow(RelNode plan, int width) {
    return width(plan) == width ? plan : project(plan, columns(plan, 0, width));
  }

  /** An expression as a value of exactly that type. */
  static RexNode typed(
      RelNode plan, RexNode expression, org.apache.calcite.rel.type.RelDataType type) {
    return expression.getType().equals(type)
        ? expression
        : rex(plan).makeAbstractCast(type, expression, false);
  }

  /** Whether two values are equal or both NULL: a condition that is never NULL. */
  static RexNode isSame(RelNode plan, RexNode left, RexNode right) {
    boolean isNullable = left.getType().isNullable() || right.getType().isNullable();
    return rex(plan)
        .makeCall(
            isNullable ? SqlStdOperatorTable.IS_NOT_DISTINCT_FROM : SqlStdOperatorTable.EQUALS,
            left,
            right);
  }

  static RexNode isTrue(RelNode plan, RexNode condition) {
    return condition.getType().isNullable()
        ? rex(plan).makeCall(SqlStdOperatorTable.IS_TRUE, condition)
        : condition;
  }
}
