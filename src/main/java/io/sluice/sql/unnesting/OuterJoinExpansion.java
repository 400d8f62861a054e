package io.sluice.sql.unnesting;

import com.google.common.collect.ImmutableSet;
import io.sluice.sql.logical.PlanShuttle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * An outer join whose condition has sub-queries that read both sides, as a union: the pairs that meet the condition, and the rows of a side for which no row of the other one does. Conditions stand in filters then, where any
 * sub-query may stand. Both sides are computed more than once.
 */
final class OuterJoinExpansion {
  private final Join join;
  private final RelNode left;
  private final RelNode right;
  private final int leftWidth;

  private OuterJoinExpansion(Join join) {
    this.join = join;
    this.left = join.getLeft();
    this.right = join.getRight();
    this.leftWidth = Plans.width(left);
  }

  /** The union, with the sub-queries in it. */
  static RelNode expand(Join join) {
    return new OuterJoinExpansion(join).union();
  }

  private RelNode union() {
    RelNode pairs = Plans.cross(left, right);
    RelNode matched = LogicalFilter.create(
        pairs, join.getCondition(), ImmutableSet.copyOf(join.getVariablesSet()));
    List<RelNode> parts = new ArrayList<>();
    parts.add(part(matched, Plans.columns(matched, 0, Plans.width(matched))));
    if (join.getJoinType().generatesNullsOnRight()) {
      RelNode rows = unmatched(left, 0, right, leftWidth);
      List<RexNode> columns = new ArrayList<>(Plans.columns(rows, 0, leftWidth));
      columns.addAll(nulls(leftWidth, Plans.width(join)));
      parts.add(part(rows, columns));
    }
    if (join.getJoinType().generatesNullsOnLeft()) {
      RelNode rows = unmatched(right, leftWidth, left, 0);
      List<RexNode> columns = new ArrayList<>(nulls(0, leftWidth));
      columns.addAll(Plans.columns(rows, 0, Plans.width(rows)));
      parts.add(part(rows, columns));
    }
    return LogicalUnion.create(parts, true);
  }

  private List<RexNode> nulls(int from, int to) {
    return join.getRowType().getFieldList().subList(from, to).stream()
        .map(field -> (RexNode) Plans.rex(join).makeNullLiteral(field.getType()))
        .toList();
  }

  private RelNode part(RelNode input, List<RexNode> columns) {
    List<RexNode> typed = new ArrayList<>();
    for (RelDataTypeField field : join.getRowType().getFieldList()) {
      typed.add(Plans.typed(input, columns.get(field.getIndex()), field.getType()));
    }
    return LogicalProject.create(
        input, List.of(), typed, join.getRowType().getFieldNames(), Set.of());
  }

  /** The rows of a side for which there is none of the other side that meets the condition. */
  private RelNode unmatched(RelNode side, int sideFrom, RelNode other, int otherFrom) {
    CorrelationId sideId = join.getCluster().createCorrel();
    CorrelationId otherId = join.getCluster().createCorrel();
    RexBuilder rex = Plans.rex(join);
    RexNode sideRow = rex.makeCorrel(side.getRowType(), sideId);
    RexNode otherRow = rex.makeCorrel(other.getRowType(), otherId);
    IntFunction<RexNode> read = column -> isOf(side, sideFrom, column)
        ? rex.makeFieldAccess(sideRow, column - sideFrom)
        : rex.makeFieldAccess(otherRow, column - otherFrom);
    RexNode condition = join.getCondition()
        .accept(new Split(
            column -> isOf(side, sideFrom, column)
                ? read.apply(column)
                : rex.makeInputRef(other, column - otherFrom),
            read));
    RelNode partners = LogicalFilter.create(other, condition, ImmutableSet.of(otherId));
    RexNode isMatched = RexSubQuery.exists(partners);
    return LogicalFilter.create(
        side, rex.makeCall(SqlStdOperatorTable.NOT, isMatched), ImmutableSet.of(sideId));
  }

  private static boolean isOf(RelNode side, int from, int column) {
    return column >= from && column < from + Plans.width(side);
  }

  /** Reads the two sides, where the join's condition reads them side by side. */
  private final class Split extends RexShuttle {
    private final IntFunction<RexNode> column;
    private final PlanShuttle inQueries;

    /**
     * @param column what stands for a column of the condition
     * @param variable what stands for one in sub-queries
     */
    Split(IntFunction<RexNode> column, IntFunction<RexNode> variable) {
      this.column = column;
      inQueries = new PlanShuttle() {
        @Override
        public RexNode visitFieldAccess(RexFieldAccess access) {
          return access.getReferenceExpr() instanceof RexCorrelVariable row
                  && join.getVariablesSet().contains(row.id)
              ? variable.apply(access.getField().getIndex())
              : super.visitFieldAccess(access);
        }
      };
    }

    @Override
    public RexNode visitInputRef(RexInputRef reference) {
      return column.apply(reference.getIndex());
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery query) {
      RexSubQuery visited = (RexSubQuery) super.visitSubQuery(query);
      return visited.clone(inQueries.rewrite(visited.rel));
    }
  }
}
