package io.sluice.operator.repartition;

import io.sluice.config.SessionOptions;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the output partitions of one {@link RepartitionExec} share in a task: the queues, and the work that fills them. Thread-safe. */
final class Repartitioning {
  private final RepartitionExec node;
  private final Schema schema;
  private @Nullable BatchQueues queues;

  Repartitioning(RepartitionExec node) {
    this.node = node;
    schema = node.schema();
  }

  /** The stream of one output. The first call starts the inputs. */
  synchronized RecordBatchStream open(int output, TaskContext context) {
    BatchQueues started = queues;
    if (started == null) {
      started = start(context);
      queues = started;
    }
    return new QueueReader(schema, started, output);
  }

  private BatchQueues start(TaskContext context) {
    List<RecordBatchStream> inputs = QueuedInputs.openAll(node.input(), context);
    int outputCount = node.partitioning().partitionCount();
    BatchQueues started = new BatchQueues(
        inputs.size(),
        outputCount,
        QueueBound.ofBytes(context.config().get(SessionOptions.REPARTITION_QUEUE_BYTES)),
        context.reserve("RepartitionExec queues"));
    for (int i = 0; i < inputs.size(); i++) {
      int first = (int) ((long) i * outputCount / inputs.size());
      RepartitionInput work =
          new RepartitionInput(inputs.get(i), router(started, first, context), started);
      context.spawn("RepartitionExec input " + i, work);
    }
    return started;
  }

  private BatchRouter router(BatchQueues target, int first, TaskContext context) {
    if (target.outputCount() > 1 && node.partitioning() instanceof Partitioning.Hash hash) {
      return new HashRouter(
          schema,
          hash.expressions(),
          target,
          new HashRouter.Limits(
              context.batchSize(), context.config().get(SessionOptions.REPARTITION_COLLECT_BYTES)),
          context.reserve("RepartitionExec collected rows"));
    }
    return new RoundRobinRouter(schema, target, first);
  }

  /** The shared state of a node in a task. */
  static Repartitioning of(RepartitionExec node, TaskContext context) {
    return context.shared((ExecutionPlan) node, () -> new Repartitioning(node));
  }
}
