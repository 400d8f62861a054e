package io.sluice.operator.repartition;

import io.sluice.config.SessionOptions;
import io.sluice.error.SluiceException;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.plan.Boundedness;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the output partitions of one {@link RepartitionExec} share in a task: the queues, and the work that fills them, which begins when the first reader polls: on
 * the probe side of a join that is when the build side is complete, and what it knows of the rows it needs is known to the inputs. Batches of a single input that
 * are dealt whole go through no queue: the outputs share it. Thread-safe.
 */
final class Repartitioning {
  /** Batches that are dealt whole stay in the processor's caches when few are underway. */
  private static final int BATCHES_PER_DEALT_OUTPUT = 4;

  private final RepartitionExec node;
  private final Schema schema;
  private final BitSet closedOutputs = new BitSet();
  private @Nullable Outputs outputs;
  private @Nullable SluiceException failure;

  /** The inputs, once they are started. */
  private interface Outputs {
    RecordBatchStream open(int output);
  }

  Repartitioning(RepartitionExec node) {
    this.node = node;
    schema = node.schema();
  }

  /** The stream of one output. */
  RecordBatchStream open(int output, TaskContext context) {
    return new RepartitionReader(this, schema, output, context);
  }

  /** The batches of one output. The first call starts the inputs; where that failed, all readers fail alike. */
  synchronized RecordBatchStream read(int output, TaskContext context) {
    if (failure != null) {
      throw failure;
    }
    Outputs started = outputs;
    if (started == null) {
      try {
        started = start(context);
      } catch (RuntimeException e) {
        failure = SluiceException.of(e);
        throw failure;
      }
      outputs = started;
      for (int closed : closedOutputs.stream().toArray()) {
        started.open(closed).close();
      }
    }
    return started.open(output);
  }

  /** A reader is closed that never polled. */
  synchronized void closeUnread(int output) {
    Outputs started = outputs;
    if (started == null) {
      closedOutputs.set(output);
    } else {
      started.open(output).close();
    }
  }

  private Outputs start(TaskContext context) {
    List<ExpressionEvaluator[]> keys = newKeyEvaluators(node.input().partitionCount());
    List<RecordBatchStream> inputs = QueuedInputs.openAll(node.input(), context);
    return keys.isEmpty() && inputs.size() == 1
        ? share(inputs.get(0), context)
        : queue(inputs, keys, context);
  }

  private Outputs share(RecordBatchStream input, TaskContext context) {
    SharedInput shared = new SharedInput(
        input, node.partitioning().partitionCount(), context.reserve("RepartitionExec batches"));
    context.spawn("RepartitionExec input", shared);
    return output -> new SharedInputReader(schema, shared);
  }

  private Outputs queue(
      List<RecordBatchStream> inputs, List<ExpressionEvaluator[]> keys, TaskContext context) {
    int outputCount = node.partitioning().partitionCount();
    BatchQueues started = new BatchQueues(
        inputs.size(),
        outputCount,
        new QueueBound(
            context
                .memory()
                .bufferBytes(context.config().get(SessionOptions.REPARTITION_QUEUE_BYTES)),
            keys.isEmpty() ? BATCHES_PER_DEALT_OUTPUT * outputCount : Integer.MAX_VALUE),
        context.reserve("RepartitionExec queues"));
    for (int i = 0; i < inputs.size(); i++) {
      int first = (int) ((long) i * outputCount / inputs.size());
      BatchRouter router = keys.isEmpty()
          ? new RoundRobinRouter(schema, started, first)
          : hashRouter(started, keys.get(i), context);
      context.spawn(
          "RepartitionExec input " + i, new RepartitionInput(inputs.get(i), router, started));
    }
    return output -> new QueueReader(schema, started, output);
  }

  /** The evaluators of the hashed expressions for each input; none where batches are dealt whole. */
  private List<ExpressionEvaluator[]> newKeyEvaluators(int inputCount) {
    List<ExpressionEvaluator[]> evaluators = new ArrayList<>();
    if (node.partitioning() instanceof Partitioning.Hash hash && hash.partitionCount() > 1) {
      for (int i = 0; i < inputCount; i++) {
        evaluators.add(hash.expressions().stream()
            .map(PhysicalExpression::newEvaluator)
            .toArray(ExpressionEvaluator[]::new));
      }
    }
    return evaluators;
  }

  private HashRouter hashRouter(
      BatchQueues target, ExpressionEvaluator[] keyEvaluators, TaskContext context) {
    int inputs = node.input().partitionCount();
    long collectBytes = context.config().get(SessionOptions.REPARTITION_COLLECT_BYTES);
    boolean isUnbounded = node.input().properties().boundedness() == Boundedness.UNBOUNDED;
    long perInput = isUnbounded
        ? 0
        : Math.max(
            1, Math.min(collectBytes, context.memory().bufferBytes(Long.MAX_VALUE) / inputs));
    return new HashRouter(
        schema,
        keyEvaluators,
        target,
        new HashRouter.Limits(context.batchSize(), perInput),
        context.reserve("RepartitionExec collected rows"));
  }

  /** The shared state of a node in a task. */
  static Repartitioning of(RepartitionExec node, TaskContext context) {
    return context.shared((ExecutionPlan) node, () -> new Repartitioning(node));
  }
}
