package io.sluice.distributed;

import io.sluice.metrics.ProfileText;
import io.sluice.metrics.QueryProfile;
import io.sluice.metrics.StageProfile;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanText;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of a plan, distributed or not, with or without what its operators counted. For one text. */
public final class DistributedPlanText {
  private static final String FOOT = "└" + "─".repeat(50);

  private final @Nullable QueryProfile profile;
  private final StringBuilder text = new StringBuilder();

  /** The stages that stand in the text: one that several read stands below the first of them. */
  private final Set<Integer> shown = new HashSet<>();

  private DistributedPlanText(@Nullable QueryProfile profile) {
    this.profile = profile;
  }

  /** Ends with one newline. */
  public static String format(ExecutionPlan plan) {
    return new DistributedPlanText(null).append(plan).toString();
  }

  /** The same with metrics behind each line, and the query's times in a line at the end. */
  public static String format(ExecutionPlan plan, QueryProfile profile) {
    return new DistributedPlanText(profile)
        .append(plan)
        .append(ProfileText.ofQuery(profile))
        .append('\n')
        .toString();
  }

  private StringBuilder append(ExecutionPlan plan) {
    if (plan instanceof DistributedExec distributed) {
      appendStage("DistributedExec", 0, distributed.head(), 1, 0);
    } else {
      Optional<StageProfile> stage = stageProfile(0);
      text.append(PlanText.format(plan, position -> note(stage, position)));
    }
    return text;
  }

  private Optional<StageProfile> stageProfile(int number) {
    return Optional.ofNullable(profile).map(query -> query.stage(number));
  }

  private static String note(Optional<StageProfile> stage, int position) {
    return stage
        .map(counted -> ", " + ProfileText.ofOperator(counted.operator(position)))
        .orElse("");
  }

  private void appendStage(String title, int number, ExecutionPlan plan, int taskCount, int depth) {
    Optional<StageProfile> stage = stageProfile(number);
    String pad = "  ".repeat(depth);
    text.append(pad).append("┌───── ").append(title).append(" ── Tasks: ");
    appendTasks(plan, taskCount);
    stage.ifPresent(counted -> text.append(ProfileText.ofOutput(counted.output())));
    text.append('\n');
    appendBody(pad, plan, 0, stage, 0);
    text.append(pad).append(FOOT).append('\n');
    for (Stage input : DistributedExec.inputStages(plan)) {
      if (shown.add(input.number())) {
        appendStage(
            "Stage " + input.number(),
            input.number(),
            input.requirePlan(),
            input.taskCount(),
            depth + 1);
      }
    }
  }

  /** Hash partitions have the same numbers in every task, others count on. */
  private void appendTasks(ExecutionPlan plan, int taskCount) {
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

  /** Answers the position behind all that is below the node. */
  private int appendBody(
      String pad, ExecutionPlan plan, int depth, Optional<StageProfile> stage, int position) {
    text.append(pad)
        .append("│ ")
        .append("  ".repeat(depth))
        .append(plan.displayAs())
        .append(note(stage, position))
        .append('\n');
    int next = position + 1;
    for (ExecutionPlan child : plan.children()) {
      next = appendBody(pad, child, depth + 1, stage, next);
    }
    return next;
  }
}
