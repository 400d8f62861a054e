package io.sluice.plan;

/** Which of its stage's tasks a plan runs as. A leaf reads its own share only. */
public record DistributedTaskContext(int taskIndex, int taskCount) {
  /** The whole of a plan that is not distributed. */
  public static final DistributedTaskContext SINGLE = new DistributedTaskContext(0, 1);

  public DistributedTaskContext {
    if (taskCount < 1 || taskIndex < 0 || taskIndex >= taskCount) {
      throw new IllegalArgumentException("task " + taskIndex + " of " + taskCount);
    }
  }
}
