package io.sluice.worker;

import io.sluice.exchange.TaskOutput;
import io.sluice.extension.TaskRequest;

/** A task on a worker: what was asked for, its execution, and its output, which may outlive the execution until it was read. */
record WorkerTask(TaskRequest request, TaskExecution execution, TaskOutput output) {}
