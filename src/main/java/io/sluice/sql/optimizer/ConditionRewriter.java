package io.sluice.sql.optimizer;

import java.util.List;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.metadata.RelMdPredicates;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.tools.RelBuilder;

/** Single passes over conditions, for what the library's rules do without an end or not at all. */
final class ConditionRewriter {
  private ConditionRewriter() {}

  /** Filters each side of a join by what follows for it from the other one: {@code a.x = b.x AND b.x > 5} gives {@code a.x > 5}. */
  static RelNode inferPredicates(RelNode plan) {
    RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(plan.getCluster(), null);
    RelMetadataQuery metadata = plan.getCluster().getMetadataQuery();
    RelMdPredicates inference = new RelMdPredicates();
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        RelNode visited = super.visit(node);
        if (!(visited instanceof Join join)) {
          return visited;
        }
        RelOptPredicateList predicates = inference.getPredicates(join, metadata);
        return join.copy(
            join.getTraitSet(),
            join.getCondition(),
            filter(join.getLeft(), inferredForLeft(join, predicates)),
            filter(join.getRight(), predicates.rightInferredPredicates),
            join.getJoinType(),
            join.isSemiJoinDone());
      }

      /** For the left side of an anti join Calcite infers what holds for the rows that match. */
      private static List<RexNode> inferredForLeft(Join join, RelOptPredicateList predicates) {
        return join.getJoinType() == JoinRelType.ANTI
            ? List.of()
            : predicates.leftInferredPredicates;
      }

      private RelNode filter(RelNode input, List<RexNode> conditions) {
        return conditions.isEmpty()
            ? input
            : builder
                .push(input)
                .filter(conditions.stream().map(of(input)::apply).toList())
                .build();
      }

      /** What is inferred has the types of the join's columns, which may be NULL more often or less. */
      private RexShuttle of(RelNode input) {
        return new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return builder.getRexBuilder().makeInputRef(input, column.getIndex());
          }
        };
      }
    });
  }

  /** {@code (a AND x) OR (a AND y)} becomes {@code a AND (x OR y)}, so that a join finds its key and a scan its filter. */
  static RelNode pullCommonFactors(RelNode plan) {
    RexBuilder builder = plan.getCluster().getRexBuilder();
    return plan.accept(new RelHomogeneousShuttle() {
      @Override
      public RelNode visit(RelNode node) {
        RelNode visited = super.visit(node);
        if (visited instanceof Filter filter) {
          RexNode condition = RexUtil.pullFactors(builder, filter.getCondition());
          return filter.copy(filter.getTraitSet(), filter.getInput(), condition);
        }
        if (visited instanceof Join join) {
          return join.copy(
              join.getTraitSet(),
              RexUtil.pullFactors(builder, join.getCondition()),
              join.getLeft(),
              join.getRight(),
              join.getJoinType(),
              join.isSemiJoinDone());
        }
        return visited;
      }
    });
  }
}
