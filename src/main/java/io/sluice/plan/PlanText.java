package io.sluice.plan;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The text of a plan that is not distributed: one node a line, two blanks a level. */
public final class PlanText {
  private PlanText() {}

  public static String format(ExecutionPlan plan) {
    StringBuilder text = new StringBuilder();
    append(text, plan, 0, Collections.newSetFromMap(new IdentityHashMap<>()));
    return text.toString();
  }

  /**
   * @param shown the nodes that stand in the text: what lies below one that several read stands below the first of them
   */
  private static void append(
      StringBuilder text, ExecutionPlan plan, int depth, Set<ExecutionPlan> shown) {
    text.append("  ".repeat(depth)).append(plan.displayAs()).append('\n');
    if (shown.add(plan)) {
      for (ExecutionPlan child : plan.children()) {
        append(text, child, depth + 1, shown);
      }
    }
  }
}
