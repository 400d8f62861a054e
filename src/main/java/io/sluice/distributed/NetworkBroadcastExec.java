package io.sluice.distributed;

import io.sluice.plan.ExchangeSource;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads all rows of a stage in each task: with {@code p} partitions for each consumer, partition {@code i} of consumer task {@code c} is partition {@code c * p + i} of every producer
 * task.
 *
 * @param partitions that each consumer task gets of every producer task
 */
public record NetworkBroadcastExec(Stage input, int partitions) implements NetworkBoundary {
  @Override
  public PlanProperties properties() {
    return input.outputAs(new Partitioning.Unknown(partitions));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    int wanted = context.distributed().taskIndex() * partitions + partition;
    ExchangeSource exchange = context.exchange();
    List<RecordBatchStream> producers = new ArrayList<>(input.taskCount());
    for (int task = 0; task < input.taskCount(); task++) {
      producers.add(exchange.open(input.number(), task, wanted, input.schema()));
    }
    return new InterleaveStream(input.schema(), producers);
  }

  @Override
  public String displayAs() {
    return "[Stage %d] => NetworkBroadcastExec: partitions_per_consumer=%d, stage_partitions=%d, input_tasks=%d"
        .formatted(input.number(), partitions, input.partitionCount(), input.taskCount());
  }
}
