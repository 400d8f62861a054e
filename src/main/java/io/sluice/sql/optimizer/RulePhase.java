package io.sluice.sql.optimizer;

import java.util.List;
import org.apache.calcite.plan.RelOptCostImpl;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;

/** Applies a list of rules until none matches, or too many did: some rules undo each other for ever. */
final class RulePhase {
  private static final int MAX_MATCHES = 10_000;

  private final String step;
  private final HepProgram program;

  /**
   * Makes a phase.
   *
   * @param step what it does, for the message when planning takes too long
   */
  RulePhase(String step, List<? extends RelOptRule> rules) {
    this.step = step;
    program = HepProgram.builder()
        .addMatchOrder(HepMatchOrder.DEPTH_FIRST)
        .addMatchLimit(MAX_MATCHES)
        .addRuleCollection(List.copyOf(rules))
        .build();
  }

  RelNode apply(RelNode plan) {
    if (plan.getInputs().isEmpty()) {
      return plan; // no rule is about a leaf alone
    }
    PlanningDeadline deadline = PlanningDeadline.of(plan.getCluster());
    deadline.check(step);
    HepPlanner planner =
        new HepPlanner(
            program,
            plan.getCluster().getPlanner().getContext(),
            true,
            null,
            RelOptCostImpl.FACTORY) {
          @Override
          public void checkCancel() {
            deadline.check(step);
          }
        };
    planner.setExecutor(plan.getCluster().getPlanner().getExecutor());
    // Otherwise each match collects the garbage of the whole plan, and each pass asks each rule of
    // each node again.
    planner.setLargePlanMode(true);
    planner.setEnableFiredRulesCache(true);
    planner.setRoot(plan);
    return planner.findBestExp();
  }
}
