package io.sluice.plan;

/** The text of a plan that is not distributed: one node a line, two blanks a level. */
public final class PlanText {
  private PlanText() {}

  public static String format(ExecutionPlan plan) {
    StringBuilder text = new StringBuilder();
    append(text, plan, 0);
    return text.toString();
  }

  private static void append(StringBuilder text, ExecutionPlan plan, int depth) {
    text.append("  ".repeat(depth)).append(plan.displayAs()).append('\n');
    for (ExecutionPlan child : plan.children()) {
      append(text, child, depth + 1);
    }
  }
}
