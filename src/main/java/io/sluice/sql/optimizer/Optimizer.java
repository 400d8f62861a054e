package io.sluice.sql.optimizer;

import io.sluice.sql.unnesting.SelectUnnest;
import io.sluice.sql.unnesting.SubQueryRemover;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.PruneEmptyRules;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Rewrites a logical plan in fixed phases: simplify and push filters down, trim columns, order joins, trim again, put the smaller side of a join
 * to the left, where the table is built. Stateless.
 */
public final class Optimizer {
  /** The set without keys is a group over no rows as well, also beside other sets. */
  private static final RelOptRule EMPTY_AGGREGATE =
      PruneEmptyRules.RemoveEmptySingleRule.RemoveEmptySingleRuleConfig.AGGREGATE
          .withOperandFor(
              Aggregate.class,
              aggregate -> aggregate.getGroupSets().stream().noneMatch(ImmutableBitSet::isEmpty))
          .toRule();

  private static final List<RelOptRule> SIMPLIFICATIONS = List.of(
      CoreRules.FILTER_REDUCE_EXPRESSIONS,
      CoreRules.PROJECT_REDUCE_EXPRESSIONS,
      CoreRules.FILTER_INTO_JOIN,
      CoreRules.JOIN_CONDITION_PUSH,
      CoreRules.JOIN_PUSH_EXPRESSIONS,
      Rules.FILTER_PAST_PROJECT,
      Rules.FILTER_PAST_AGGREGATE,
      CoreRules.FILTER_SET_OP_TRANSPOSE,
      CoreRules.FILTER_MERGE,
      Rules.MERGE_PROJECTS,
      CoreRules.PROJECT_REMOVE,
      CoreRules.PROJECT_VALUES_MERGE,
      CoreRules.UNION_MERGE,
      CoreRules.UNION_TO_DISTINCT,
      CoreRules.AGGREGATE_REMOVE,
      CoreRules.AGGREGATE_PROJECT_MERGE,
      CoreRules.SORT_REMOVE_CONSTANT_KEYS,
      PruneEmptyRules.UNION_INSTANCE,
      PruneEmptyRules.FILTER_INSTANCE,
      PruneEmptyRules.PROJECT_INSTANCE,
      PruneEmptyRules.JOIN_LEFT_INSTANCE,
      PruneEmptyRules.JOIN_RIGHT_INSTANCE,
      EMPTY_AGGREGATE,
      PruneEmptyRules.SORT_INSTANCE,
      PruneEmptyRules.SORT_FETCH_ZERO_INSTANCE);

  private static final RulePhase SIMPLIFY = new RulePhase("simplifying the query", SIMPLIFICATIONS);

  private static final RulePhase PUSH_DOWN = new RulePhase(
      "pushing filters down",
      List.of(
          Rules.MERGE_PROJECTS,
          CoreRules.PROJECT_REMOVE,
          CoreRules.FILTER_MERGE,
          Rules.FILTER_PAST_PROJECT,
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.JOIN_PUSH_EXPRESSIONS,
          CoreRules.AGGREGATE_PROJECT_MERGE,
          CoreRules.SORT_REMOVE_CONSTANT_KEYS));

  private static final RulePhase MERGE_PROJECTS = new RulePhase(
      "merging projections",
      List.of(Rules.MERGE_PROJECTS, CoreRules.PROJECT_REMOVE, CoreRules.PROJECT_VALUES_MERGE));

  private Optimizer() {}

  public static RelNode optimize(RelNode plan) {
    RelNode optimized = SubQueryRemover.remove(SelectUnnest.expand(AsofJoins.expand(plan)));
    optimized = FilteredArguments.guard(optimized);
    optimized = MixedIntervals.expand(optimized);
    optimized = SetOperations.rewrite(optimized);
    optimized = SIMPLIFY.apply(optimized);
    optimized = UnnestFilters.pushDown(optimized);
    optimized = ConditionRewriter.inferPredicates(optimized);
    optimized = ConditionRewriter.pullCommonFactors(optimized);
    optimized = SIMPLIFY.apply(optimized);
    optimized = DependentKeys.compute(optimized);
    optimized = OffsetSums.share(optimized);
    optimized = trim(optimized);
    optimized = JoinOrder.optimize(optimized);
    optimized = SemiJoins.pushDown(optimized);
    optimized = PUSH_DOWN.apply(optimized);
    optimized = trim(optimized);
    optimized = MERGE_PROJECTS.apply(optimized);
    optimized = BuildSide.choose(optimized);
    return MERGE_PROJECTS.apply(optimized);
  }

  /** Leaves out the columns that nobody reads. */
  private static RelNode trim(RelNode plan) {
    return new RelFieldTrimmer(null, RelFactories.LOGICAL_BUILDER.create(plan.getCluster(), null))
        .trim(plan);
  }
}
