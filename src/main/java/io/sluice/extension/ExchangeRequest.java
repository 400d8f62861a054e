package io.sluice.extension;

import io.sluice.plan.TaskId;

/** Which task's output is wanted, and by which task of a stage above. */
public record ExchangeRequest(TaskId producer, TaskId consumer) {}
