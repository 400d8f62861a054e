package io.sluice.sql.unnesting;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;

/**
 * A plan whose columns a dependent plan reads.
 *
 * @param ids the variables that stand for its row
 * @param offset which field of the variable its first column is
 */
record Outer(RelNode plan, Set<CorrelationId> ids, int offset) {
  Outer(RelNode plan, Set<CorrelationId> ids) {
    this(plan, ids, 0);
  }

  RexBuilder rex() {
    return plan.getCluster().getRexBuilder();
  }

  int width() {
    return plan.getRowType().getFieldCount();
  }

  /** The same variables over a plan that has this one's columns first. */
  Outer over(RelNode wider) {
    return new Outer(wider, ids, offset);
  }

  boolean isReadBy(RelNode node) {
    return RelOptUtil.getVariablesUsed(node).stream().anyMatch(ids::contains);
  }

  boolean isReadBy(RexNode expression) {
    return !columnsReadBy(expression).isEmpty();
  }

  /** The columns that a plan reads, in ascending order. */
  Set<Integer> columnsReadBy(RelNode node) {
    Set<Integer> columns = new TreeSet<>();
    for (CorrelationId id : RelOptUtil.getVariablesUsed(node)) {
      if (ids.contains(id)) {
        RelOptUtil.correlationColumns(id, node).forEach(field -> columns.add(field - offset));
      }
    }
    return columns;
  }

  private Set<Integer> columnsReadBy(RexNode expression) {
    Set<Integer> columns = new TreeSet<>();
    expression.accept(new RexVisitorImpl<Void>(true) {
      @Override
      public Void visitFieldAccess(RexFieldAccess access) {
        if (isOurs(access)) {
          columns.add(access.getField().getIndex() - offset);
          return null;
        }
        return super.visitFieldAccess(access);
      }
    });
    return columns;
  }

  /** The column an expression is, or -1. */
  int column(RexNode expression) {
    return expression instanceof RexFieldAccess access && isOurs(access)
        ? access.getField().getIndex() - offset
        : -1;
  }

  private boolean isOurs(RexFieldAccess access) {
    return access.getReferenceExpr() instanceof RexCorrelVariable variable
        && ids.contains(variable.id);
  }

  /** An expression with what stands for each of the columns it reads. */
  RexNode resolve(RexNode expression, IntFunction<RexNode> column) {
    return expression.accept(new RexShuttle() {
      @Override
      public RexNode visitFieldAccess(RexFieldAccess access) {
        int index = column(access);
        return index < 0 ? super.visitFieldAccess(access) : column.apply(index);
      }

      /** A column below the side of an outer join that may be missing is NULL less often than above it. */
      @Override
      public RexNode visitCall(RexCall call) {
        RexNode resolved = super.visitCall(call);
        return resolved instanceof RexCall changed && !changed.equals(call) && isPredicate(changed)
            ? rex().makeCall(changed.getOperator(), changed.getOperands())
            : resolved;
      }
    });
  }

  private static boolean isPredicate(RexCall call) {
    return call.isA(SqlKind.COMPARISON) || call.isA(Set.of(SqlKind.AND, SqlKind.OR, SqlKind.NOT));
  }

  /** The reference to a column where this plan's columns come first. */
  RexNode reference(int column) {
    return rex().makeInputRef(plan, column);
  }
}
