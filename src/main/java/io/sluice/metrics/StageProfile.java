package io.sluice.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * What the tasks of a stage counted.
 *
 * @param operators by their position in the stage's plan; none when no task told
 * @param output what handing over its rows took
 */
public record StageProfile(List<OperatorProfile> operators, OperatorProfile output) {
  /** A stage none of whose tasks ran. */
  public static final StageProfile NONE = new StageProfile(List.of(), OperatorProfile.NONE);

  public StageProfile {
    operators = List.copyOf(operators);
  }

  /** Merges what tasks of one plan told. */
  public static StageProfile of(List<TaskProfile> tasks) {
    if (tasks.isEmpty()) {
      return NONE;
    }
    List<OperatorProfile> operators = new ArrayList<>();
    for (int i = 0; i < tasks.get(0).operators().size(); i++) {
      int position = i;
      operators.add(OperatorProfile.of(
          tasks.stream().map(task -> task.operators().get(position)).toList()));
    }
    return new StageProfile(
        operators, OperatorProfile.of(tasks.stream().map(TaskProfile::output).toList()));
  }

  /** What the operator at a position counted. */
  public OperatorProfile operator(int position) {
    return position < operators.size() ? operators.get(position) : OperatorProfile.NONE;
  }
}
