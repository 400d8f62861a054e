package io.sluice.plan;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.IntFunction;

/** The text of a plan that is not distributed: one node a line, two blanks a level. */
public final class PlanText {
  private PlanText() {}

  public static String format(ExecutionPlan plan) {
    return format(plan, position -> "");
  }

  /**
   * The same with a note behind each line.
   *
   * @param note of a node by its position: 0 for the root, then each child with all that is below it
   */
  public static String format(ExecutionPlan plan, IntFunction<String> note) {
    StringBuilder text = new StringBuilder();
    append(text, plan, 0, new Notes(note, Collections.newSetFromMap(new IdentityHashMap<>())), 0);
    return text.toString();
  }

  /**
   * What stands behind the nodes.
   *
   * @param shown the nodes that stand in the text: what lies below one that several read stands below the first of them
   */
  private record Notes(IntFunction<String> note, Set<ExecutionPlan> shown) {}

  /** Answers the position behind all that is below the node. */
  private static int append(
      StringBuilder text, ExecutionPlan plan, int depth, Notes notes, int position) {
    text.append("  ".repeat(depth))
        .append(plan.displayAs())
        .append(notes.note().apply(position))
        .append('\n');
    if (!notes.shown().add(plan)) {
      return position + size(plan);
    }
    int next = position + 1;
    for (ExecutionPlan child : plan.children()) {
      next = append(text, child, depth + 1, notes, next);
    }
    return next;
  }

  private static int size(ExecutionPlan plan) {
    return 1 + plan.children().stream().mapToInt(PlanText::size).sum();
  }
}
