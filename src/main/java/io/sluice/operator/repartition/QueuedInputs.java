package io.sluice.operator.repartition;

import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.ArrayList;
import java.util.List;

/** Runs partitions as background work, so that they proceed on several driver threads ahead of their reader. */
public final class QueuedInputs {
  private QueuedInputs() {}

  /** Opens all partitions of a plan, or none when one fails. */
  public static List<RecordBatchStream> openAll(ExecutionPlan plan, TaskContext context) {
    List<RecordBatchStream> streams = new ArrayList<>();
    try {
      for (int i = 0; i < plan.partitionCount(); i++) {
        streams.add(plan.open(i, context));
      }
    } catch (Throwable failure) {
      closeAll(streams, failure);
      throw failure;
    }
    return streams;
  }

  private static void closeAll(List<RecordBatchStream> streams, Throwable cause) {
    for (RecordBatchStream stream : streams) {
      try {
        stream.close();
      } catch (RuntimeException closing) {
        cause.addSuppressed(closing);
      }
    }
  }

  /**
   * One stream of the batches of several inputs, in the order in which they come.
   *
   * @param name of the node, for messages
   * @param inputs at least one, all of one schema; closed by the work
   */
  public static RecordBatchStream gather(
      String name, List<RecordBatchStream> inputs, QueueBound bound, TaskContext context) {
    BatchQueues queues = new BatchQueues(inputs.size(), 1, bound, context.reserve(name + " queue"));
    RecordBatchStream reader = new QueueReader(inputs.get(0).schema(), queues, 0);
    for (int i = 0; i < inputs.size(); i++) {
      RecordBatchStream input = inputs.get(i);
      BatchRouter router = new RoundRobinRouter(input.schema(), queues, 0);
      context.spawn(name + " input " + i, new RepartitionInput(input, router, queues));
    }
    return reader;
  }
}
