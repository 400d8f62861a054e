package io.sluice.sql.physical;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * A plan without some of a logical node's columns.
 *
 * @param positions where the plan has each column of the logical node, -1 for those left out
 */
record Pruned(ExecutionPlan plan, int[] positions) {
  /** A plan that has all columns. */
  static Pruned complete(ExecutionPlan plan) {
    return keeping(
        plan, ImmutableBitSet.range(plan.schema().size()), plan.schema().size());
  }

  /** A plan that has some columns, in their order. */
  static Pruned keeping(ExecutionPlan plan, ImmutableBitSet kept, int columnCount) {
    int[] positions = new int[columnCount];
    for (int i = 0; i < columnCount; i++) {
      positions[i] = kept.indexOf(i);
    }
    return new Pruned(plan, positions);
  }

  /** The plan's column for one of the logical node. */
  ColumnExpression column(int logical) {
    return ColumnNames.column(plan.schema(), positions[logical]);
  }

  /** An expression over the logical node's columns, over the plan's. */
  RexNode relocate(RexNode expression) {
    return expression.accept(new RexShuttle() {
      @Override
      public RexNode visitInputRef(RexInputRef column) {
        return new RexInputRef(positions[column.getIndex()], column.getType());
      }
    });
  }

  /** The plan with exactly the columns of the logical node, none of which was left out. */
  ExecutionPlan inLogicalOrder() {
    boolean isInOrder = positions.length == plan.schema().size();
    for (int i = 0; i < positions.length; i++) {
      isInOrder &= positions[i] == i;
    }
    if (isInOrder) {
      return plan;
    }
    List<NamedExpression> outputs = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      ColumnExpression output = column(i);
      outputs.add(new NamedExpression(output, output.name()));
    }
    return new ProjectionExec(outputs, plan);
  }

  /** The same without the columns that are not wanted, which then need not be moved between partitions. */
  Pruned narrow(ImmutableBitSet wanted) {
    ImmutableBitSet.Builder kept = ImmutableBitSet.builder();
    for (int column : wanted) {
      kept.set(positions[column]);
    }
    ImmutableBitSet columns = kept.build();
    if (columns.cardinality() == plan.schema().size()) {
      return this;
    }
    List<NamedExpression> outputs = new ArrayList<>();
    for (int column : columns) {
      ColumnExpression output = ColumnNames.column(plan.schema(), column);
      outputs.add(new NamedExpression(output, output.name()));
    }
    int[] narrowed = new int[positions.length];
    for (int i = 0; i < positions.length; i++) {
      narrowed[i] = positions[i] < 0 ? -1 : columns.indexOf(positions[i]);
    }
    return new Pruned(new ProjectionExec(outputs, plan), narrowed);
  }
}
