package io.sluice.distributed;

import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanText;
import java.util.HashSet;
import java.util.Set;

/** The text of a plan, distributed or not. */
public final class DistributedPlanText {
  private static final String FOOT = "└" + "─".repeat(50);

  private DistributedPlanText() {}

  /** Ends with one newline. */
  public static String format(ExecutionPlan plan) {
    if (!(plan instanceof DistributedExec distributed)) {
      return PlanText.format(plan);
    }
    StringBuilder text = new StringBuilder();
    appendStage(text, "DistributedExec", distributed.head(), 1, 0, new HashSet<>());
    return text.toString();
  }

  /**
   * @param shown the stages that stand in the text: one that several read stands below the first of them
   */
  private static void appendStage(
      StringBuilder text,
      String title,
      ExecutionPlan plan,
      int taskCount,
      int depth,
      Set<Integer> shown) {
    String pad = "  ".repeat(depth);
    text.append(pad).append("┌───── ").append(title).append(" ── Tasks: ");
    appendTasks(text, plan, taskCount);
    text.append('\n');
    appendBody(text, pad, plan, 0);
    text.append(pad).append(FOOT).append('\n');
    for (Stage input : DistributedExec.inputStages(plan)) {
      if (shown.add(input.number())) {
        appendStage(
            text,
            "Stage " + input.number(),
            input.requirePlan(),
            input.taskCount(),
            depth + 1,
            shown);
      }
    }
  }

  /** Hash partitions have the same numbers in every task, others count on. */
  private static void appendTasks(StringBuilder text, ExecutionPlan plan, int taskCount) {
    Partitioning partitioning = plan.properties().partitioning();
    int count = partitioning.partitionCount();
    for (int task = 0; task < taskCount; task++) {
      int first = partitioning instanceof Partitioning.Hash ? 0 : task * count;
      text.append('t').append(task).append(":[p").append(first);
      if (count > 1) {
        text.append("..p").append(first + count - 1);
      }
      text.append("] ");
    }
  }

  private static void appendBody(StringBuilder text, String pad, ExecutionPlan plan, int depth) {
    text.append(pad)
        .append("│ ")
        .append("  ".repeat(depth))
        .append(plan.displayAs())
        .append('\n');
    for (ExecutionPlan child : plan.children()) {
      appendBody(text, pad, child, depth + 1);
    }
  }
}
