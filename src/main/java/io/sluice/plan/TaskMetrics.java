package io.sluice.plan;

/** What a task counts of its operators: nothing where nobody asked, which these methods do. Thread-safe. */
public interface TaskMetrics {
  /** Counts nothing. */
  TaskMetrics OFF = new TaskMetrics() {};

  /** Opens a stream of a node, and counts what it does from then on. */
  default RecordBatchStream open(ExecutionPlan node, int partition, TaskContext context) {
    return node.execute(partition, context);
  }

  /** Those of the operator that the calling thread opens, polls or closes. */
  default OperatorMetrics current() {
    return OperatorMetrics.NONE;
  }
}
