package io.sluice.distributed;

import io.sluice.plan.ExchangeSource;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a hash-partitioned stage: partition {@code i} of consumer task {@code c} is partition {@code c * p + i} of every producer task, {@code p} being
 * this node's number of partitions.
 *
 * @param partitioning of each consumer task's output
 */
public record NetworkShuffleExec(Stage input, Partitioning.Hash partitioning)
    implements NetworkBoundary {
  @Override
  public PlanProperties properties() {
    return input.outputAs(partitioning);
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    int wanted = context.distributed().taskIndex() * partitioning.partitionCount() + partition;
    ExchangeSource exchange = context.exchange();
    List<RecordBatchStream> producers = new ArrayList<>(input.taskCount());
    for (int task = 0; task < input.taskCount(); task++) {
      producers.add(exchange.open(input.number(), task, wanted, input.schema()));
    }
    return new InterleaveStream(input.schema(), producers);
  }

  @Override
  public String displayAs() {
    return "[Stage %d] => NetworkShuffleExec: output_partitions=%d, input_tasks=%d"
        .formatted(input.number(), partitioning.partitionCount(), input.taskCount());
  }
}
