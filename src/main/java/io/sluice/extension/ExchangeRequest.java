package io.sluice.extension;

import io.sluice.plan.TaskId;

/** Which task's output is wanted, and by which task of the stage above. */
public record ExchangeRequest(TaskId producer, int consumerTask) {}
