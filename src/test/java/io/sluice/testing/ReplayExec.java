package io.sluice.testing;

import io.sluice.column.RecordBatch;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.List;

/** A leaf of one partition that gives the same batches some times over, without a copy: the input of benchmarks. */
public record ReplayExec(Schema schema, List<RecordBatch> batches, int times)
    implements ExecutionPlan {
  @Override
  public PlanProperties properties() {
    return PlanProperties.of(schema, new Partitioning.Unknown(1));
  }

  @Override
  public List<ExecutionPlan> children() {
    return List.of();
  }

  @Override
  public ExecutionPlan withNewChildren(List<ExecutionPlan> children) {
    return this;
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    return new RecordBatchStream() {
      private int next;

      @Override
      public Schema schema() {
        return schema;
      }

      @Override
      public Poll poll() {
        return next == batches.size() * times
            ? Poll.END
            : Poll.batch(batches.get(next++ % batches.size()));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public String displayAs() {
    return "ReplayExec: batches=" + batches.size() + ", times=" + times;
  }

  /** Runs the only partition of a plan to its end and answers its number of rows. */
  public static long countRows(ExecutionPlan plan, TaskContext context) {
    long count = 0;
    try (RecordBatchStream stream = plan.execute(0, context)) {
      for (Poll poll = stream.poll(); !(poll instanceof Poll.End); poll = stream.poll()) {
        if (poll instanceof Poll.Ready ready) {
          count += ready.batch().rowCount();
        }
      }
    }
    return count;
  }
}
