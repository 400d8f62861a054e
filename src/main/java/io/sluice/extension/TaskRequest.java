package io.sluice.extension;

import io.sluice.plan.TaskId;
import io.sluice.plan.runtimefilter.FilterExchange;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * A task for a worker.
 *
 * @param taskCount how many tasks the stage has
 * @param plan the stage's plan as the codec writes it
 * @param inputs the stages this one reads: their number and where each of their tasks runs
 * @param settings the session's settings that differ from the defaults
 * @param deadlineMillis milliseconds the query may still run
 * @param filters the runtime filters that cross the bounds of the stage
 * @param reply where the coordinator hears of the task
 */
public record TaskRequest(
    TaskId id,
    int taskCount,
    Buffer plan,
    Map<Integer, List<WorkerInfo>> inputs,
    Map<String, String> settings,
    long deadlineMillis,
    FilterExchange filters,
    Reply reply) {

  /**
   * Where the coordinator hears of a task.
   *
   * @param coordinatorId the id of its node: when that leaves the cluster the task ends
   * @param statusAddress the event-bus address for the task's status
   * @param isProfiled whether the status at the task's end is to tell what its operators counted; without, a task that ends well says nothing
   */
  public record Reply(String coordinatorId, String statusAddress, boolean isProfiled) {}
}
