package io.sluice.sql.optimizer;

import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.DpHyp;
import org.apache.calcite.rel.rules.DphypJoinReorderRule;
import org.apache.calcite.rel.rules.HyperGraph;
import org.apache.calcite.rel.rules.JoinProjectTransposeRule;
import org.apache.calcite.rel.rules.JoinToHyperGraphRule;

/**
 * Orders inner joins by dynamic programming over the hypergraph of their conditions. Where that gives up, by the greedy heuristic over multi-joins.
 * Outer joins stay where they are.
 */
final class JoinOrder {
  /** How far merged projections may grow while the order is searched. */
  private static final int BLOAT = 600;

  private static final RulePhase PULL_PROJECTS = new RulePhase(
      "ordering joins",
      List.of(
          pullProject(JoinProjectTransposeRule.Config.DEFAULT, "PullBothProjects", true, true),
          pullProject(JoinProjectTransposeRule.Config.LEFT, "PullLeftProject", true, false),
          pullProject(JoinProjectTransposeRule.Config.RIGHT, "PullRightProject", false, true),
          Rules.MERGE_PROJECTS,
          Rules.FILTER_PAST_PROJECT,
          CoreRules.FILTER_INTO_JOIN));

  private static final RulePhase TO_HYPERGRAPH = new RulePhase(
      "ordering joins",
      List.of(JoinToHyperGraphRule.Config.DEFAULT
          .withOperandSupplier(join -> join.operand(LogicalJoin.class)
              .predicate(JoinOrder::isInner)
              .inputs(
                  left -> left.operand(RelNode.class).anyInputs(),
                  right -> right.operand(RelNode.class).anyInputs()))
          .withDescription("InnerJoinToHyperGraph")
          .as(JoinToHyperGraphRule.Config.class)
          .toRule()));

  private static final RulePhase ENUMERATE =
      new RulePhase("ordering joins", List.of(new EnumerateJoins()));

  private static final RulePhase TO_MULTI_JOIN = new RulePhase(
      "ordering joins", List.of(CoreRules.JOIN_TO_MULTI_JOIN, CoreRules.FILTER_MULTI_JOIN_MERGE));

  private static final RulePhase ORDER_MULTI_JOIN =
      new RulePhase("ordering joins", List.of(CoreRules.MULTI_JOIN_OPTIMIZE));

  private JoinOrder() {}

  static RelNode optimize(RelNode plan) {
    if (joinCount(plan) < 2) {
      return plan;
    }
    RelNode pulled = PULL_PROJECTS.apply(plan);
    RelNode ordered = ENUMERATE.apply(TO_HYPERGRAPH.apply(pulled));
    return contains(ordered, HyperGraph.class)
        ? ORDER_MULTI_JOIN.apply(TO_MULTI_JOIN.apply(pulled))
        : ordered;
  }

  private static boolean isInner(LogicalJoin join) {
    return join.getJoinType() == JoinRelType.INNER;
  }

  private static int joinCount(RelNode plan) {
    int count = plan instanceof LogicalJoin ? 1 : 0;
    for (RelNode input : plan.getInputs()) {
      count += joinCount(input);
    }
    return count;
  }

  private static boolean contains(RelNode plan, Class<? extends RelNode> type) {
    return type.isInstance(plan)
        || plan.getInputs().stream().anyMatch(input -> contains(input, type));
  }

  /** Lifts projections above inner joins, so that the joins below meet. */
  private static RelOptRule pullProject(
      JoinProjectTransposeRule.Config config, String name, boolean isLeft, boolean isRight) {
    Predicate<LogicalProject> movable =
        project -> !project.containsOver() && Rules.isRepeatable(project);
    RelRule.OperandTransform project =
        input -> input.operand(LogicalProject.class).predicate(movable).anyInputs();
    RelRule.OperandTransform any = input -> input.operand(RelNode.class).anyInputs();
    return config
        .withOperandSupplier(join -> {
          RelRule.OperandDetailBuilder<LogicalJoin> inner =
              join.operand(LogicalJoin.class).predicate(JoinOrder::isInner);
          return isRight ? inner.inputs(isLeft ? project : any, project) : inner.inputs(project);
        })
        .withDescription(name)
        .as(JoinProjectTransposeRule.Config.class)
        .toRule();
  }

  /** The library's rule with our limit for merged projections. */
  private static final class EnumerateJoins extends RelRule<DphypJoinReorderRule.Config> {
    EnumerateJoins() {
      super(DphypJoinReorderRule.Config.DEFAULT);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
      HyperGraph graph = call.rel(0);
      DpHyp search = new DpHyp(graph, call.builder(), call.getMetadataQuery(), BLOAT);
      search.startEnumerateJoin();
      RelNode best = search.getBestPlan();
      if (best != null) {
        call.transformTo(best);
      }
    }
  }
}
