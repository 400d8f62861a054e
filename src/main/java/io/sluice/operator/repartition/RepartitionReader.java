package io.sluice.operator.repartition;

import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** One output of a {@link Repartitioning}, whose inputs start at the first poll of any of them. */
final class RepartitionReader implements RecordBatchStream {
  private final Repartitioning repartitioning;
  private final Schema schema;
  private final int output;
  private final TaskContext context;
  private @Nullable RecordBatchStream batches;

  RepartitionReader(Repartitioning repartitioning, Schema schema, int output, TaskContext context) {
    this.repartitioning = repartitioning;
    this.schema = schema;
    this.output = output;
    this.context = context;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    RecordBatchStream reader = batches;
    if (reader == null) {
      reader = repartitioning.read(output, context);
      batches = reader;
    }
    return reader.poll();
  }

  @Override
  public void close() {
    if (batches != null) {
      batches.close();
    } else {
      repartitioning.closeUnread(output);
    }
  }
}
