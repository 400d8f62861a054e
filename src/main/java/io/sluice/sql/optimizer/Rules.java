package io.sluice.sql.optimizer;

import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.ProjectMergeRule;
import org.apache.calcite.rex.RexUtil;

/** Rules of Calcite for less than they match: what a projection computes anew each time, a random number for instance, is computed once for a row however often it is read. */
final class Rules {
  /** Builds the filter anew: what it reads from the projection may be a disjunction or a NULL within its own, which only the builder makes one again. */
  static final RelOptRule FILTER_PAST_PROJECT = FilterProjectTransposeRule.Config.DEFAULT
      .withOperandFor(
          Filter.class,
          filter -> !RexUtil.containsCorrelation(filter.getCondition()),
          Project.class,
          Rules::isRepeatable)
      .withCopyFilter(false)
      .toRule();

  static final RelOptRule MERGE_PROJECTS = CoreRules.PROJECT_MERGE
      .config
      .withOperandSupplier(top -> top.operand(Project.class)
          .oneInput(bottom ->
              bottom.operand(Project.class).predicate(Rules::isRepeatable).anyInputs()))
      .as(ProjectMergeRule.Config.class)
      .toRule();

  /** Not past a group without keys, which has a row also where no row is left, nor past grouping sets, whose keys are NULL in the rows of some: the rule takes places of outputs for those of inputs there. */
  static final RelOptRule FILTER_PAST_AGGREGATE = FilterAggregateTransposeRule.Config.DEFAULT
      .withOperandSupplier(filter -> filter
          .operand(Filter.class)
          .oneInput(aggregate -> aggregate
              .operand(Aggregate.class)
              .predicate(grouped -> Aggregate.isSimple(grouped) && grouped.getGroupCount() > 0)
              .anyInputs()))
      .as(FilterAggregateTransposeRule.Config.class)
      .toRule();

  private Rules() {}

  /** Whether a projection gives the same values for a row each time. */
  static boolean isRepeatable(Project project) {
    return project.getProjects().stream().allMatch(RexUtil::isDeterministic);
  }
}
