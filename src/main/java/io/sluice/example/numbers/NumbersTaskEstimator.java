package io.sluice.example.numbers;

import io.sluice.config.ConfigValues;
import io.sluice.extension.TaskCount;
import io.sluice.extension.TaskEstimator;
import io.sluice.plan.ExecutionPlan;
import java.util.Optional;

/** A task for every {@link NumbersConfig#NUMBERS_PER_TASK} numbers. */
final class NumbersTaskEstimator implements TaskEstimator {
  @Override
  public Optional<TaskCount> taskEstimation(ExecutionPlan plan, ConfigValues config) {
    if (!(plan instanceof NumbersExec numbers)) {
      return Optional.empty();
    }
    long tasks = numbers.range().sizeDividedBy(config.get(NumbersConfig.NUMBERS_PER_TASK));
    boolean isHuge = Long.compareUnsigned(tasks, Integer.MAX_VALUE) > 0;
    return Optional.of(new TaskCount.Desired(isHuge ? Integer.MAX_VALUE : (int) tasks));
  }

  @Override
  public ExecutionPlan scaleUpLeafNode(ExecutionPlan leaf, int taskCount, ConfigValues config) {
    return ((NumbersExec) leaf).scaledTo(taskCount);
  }
}
