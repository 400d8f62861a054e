package io.sluice.sql.physical;

import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.unnest.UnnestExec;
import io.sluice.operator.unnest.UnnestedCollection;
import io.sluice.plan.ExecutionPlan;
import io.sluice.sql.expression.Casts;
import io.sluice.sql.expression.ExpressionTranslator;
import io.sluice.sql.logical.LogicalUnnest;
import io.sluice.sql.type.SqlTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/** Takes collections apart where the input's rows are, without the input's columns that nobody wants. */
record UnnestPlanner(Distribution distribution, LogicalUnnest unnest) {
  private int inputWidth() {
    return unnest.getInput().getRowType().getFieldCount();
  }

  private ImmutableBitSet kept(ImmutableBitSet wanted) {
    return wanted.intersect(ImmutableBitSet.range(inputWidth()));
  }

  /** The columns of the input that are read. */
  ImmutableBitSet read(ImmutableBitSet wanted) {
    return kept(wanted).union(RelOptUtil.InputFinder.bits(unnest.collections(), null));
  }

  Pruned plan(ImmutableBitSet wanted, Pruned input) {
    ExecutionPlan spread = distribution.spread(input.plan());
    int[] positions = new int[unnest.getRowType().getFieldCount()];
    Arrays.fill(positions, -1);
    List<Integer> kept = new ArrayList<>();
    for (int column : kept(wanted)) {
      positions[column] = kept.size();
      kept.add(input.positions()[column]);
    }
    for (int column = inputWidth(); column < positions.length; column++) {
      positions[column] = kept.size() + column - inputWidth();
    }
    return new Pruned(
        new UnnestExec(kept, collections(input, spread), ordinality(), unnest.isOuter(), spread),
        positions);
  }

  private List<UnnestedCollection> collections(Pruned input, ExecutionPlan spread) {
    ExpressionTranslator expressions =
        new ExpressionTranslator(unnest.getCluster().getRexBuilder(), spread.schema());
    List<String> names = unnest.getRowType().getFieldNames();
    List<UnnestedCollection> collections = new ArrayList<>();
    int column = inputWidth();
    for (RexNode collection : unnest.collections()) {
      PhysicalExpression value = Casts.cast(
          expressions.translate(input.relocate(collection)),
          SqlTypes.toEngine(collection.getType()));
      int end = column + LogicalUnnest.partCount(collection);
      collections.add(new UnnestedCollection(value, names.subList(column, end)));
      column = end;
    }
    return collections;
  }

  private Optional<String> ordinality() {
    List<String> names = unnest.getRowType().getFieldNames();
    return unnest.hasOrdinality() ? Optional.of(names.get(names.size() - 1)) : Optional.empty();
  }
}
