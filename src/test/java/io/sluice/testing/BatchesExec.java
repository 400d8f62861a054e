package io.sluice.testing;

import io.sluice.column.RecordBatch;
import io.sluice.expression.SortField;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A leaf over given batches. Its streams hand them out in recycled vectors, are sometimes pending, and check that they are polled and
 * closed as the contract says.
 */
public final class BatchesExec implements ExecutionPlan {
  private final Schema schema;
  private final List<List<RecordBatch>> partitions;
  private List<SortField> ordering = List.of();
  private Partitioning partitioning;
  private int failingPartition = -1;
  private @Nullable RuntimeException failure;
  private boolean isEndless;
  private final AtomicLong batchCount = new AtomicLong();

  public BatchesExec(Schema schema, List<List<RecordBatch>> partitions) {
    this.schema = schema;
    this.partitions = List.copyOf(partitions);
    partitioning = new Partitioning.Unknown(partitions.size());
  }

  /** One partition. */
  public static BatchesExec of(Schema schema, RecordBatch... batches) {
    return new BatchesExec(schema, List.of(List.of(batches)));
  }

  /** Declares the order that the batches have. */
  public BatchesExec withOrdering(List<SortField> fields) {
    ordering = fields;
    return this;
  }

  /** Declares the partitioning that the batches have. */
  public BatchesExec withPartitioning(Partitioning value) {
    partitioning = value;
    return this;
  }

  /** Throws behind the last batch of a partition. */
  public BatchesExec failing(int partition, RuntimeException cause) {
    failingPartition = partition;
    failure = cause;
    return this;
  }

  /** Begins anew after the last batch, for ever. */
  public BatchesExec endless() {
    isEndless = true;
    return this;
  }

  /** How many batches all streams gave out. */
  public long batchesGiven() {
    return batchCount.get();
  }

  /** All rows, partition after partition. */
  public List<List<@Nullable Object>> rows() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    partitions.forEach(batches -> batches.forEach(batch -> rows.addAll(batch.rows())));
    return rows;
  }

  /** The rows of one partition. */
  public List<List<@Nullable Object>> rows(int partition) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    partitions.get(partition).forEach(batch -> rows.addAll(batch.rows()));
    return rows;
  }

  @Override
  public PlanProperties properties() {
    return PlanProperties.of(schema, partitioning).withOrdering(ordering);
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
    return new BatchesStream(partition, (TestTaskContext) context);
  }

  @Override
  public String displayAs() {
    return "BatchesExec: partitions=" + partitions.size();
  }

  private final class BatchesStream implements RecordBatchStream {
    private final int partition;
    private final TestTaskContext context;
    private final BatchRecycler recycler = new BatchRecycler();
    private final Random random;
    private @Nullable RecordBatch lastTemplate;
    private int next;
    private boolean isFinished;
    private boolean isClosed;

    BatchesStream(int partition, TestTaskContext context) {
      this.partition = partition;
      this.context = context;
      random = new Random(partition);
      context.opened(this, displayAs() + " partition " + partition);
    }

    @Override
    public Schema schema() {
      return schema;
    }

    @Override
    public Poll poll() {
      if (isFinished || isClosed) {
        throw new AssertionError("polled after the end, a failure or close()");
      }
      if (lastTemplate != null) {
        recycler.recycle(lastTemplate);
        lastTemplate = null;
      }
      if (random.nextInt(4) == 0) {
        return pending();
      }
      List<RecordBatch> batches = partitions.get(partition);
      if (next == batches.size() && isEndless) {
        next = 0;
      }
      if (next == batches.size()) {
        isFinished = true;
        if (partition == failingPartition && failure != null) {
          throw failure;
        }
        return Poll.END;
      }
      batchCount.incrementAndGet();
      lastTemplate = batches.get(next++);
      return Poll.batch(recycler.copy(lastTemplate));
    }

    private Poll pending() {
      if (random.nextBoolean()) {
        return Poll.YIELD;
      }
      Promise<Void> promise = Promise.promise();
      context.later(promise::complete);
      return Poll.pending(promise.future());
    }

    @Override
    public void close() {
      if (isClosed) {
        throw new AssertionError("closed twice");
      }
      isClosed = true;
      if (lastTemplate != null) {
        recycler.recycle(lastTemplate);
      }
      context.closed(this);
    }
  }
}
