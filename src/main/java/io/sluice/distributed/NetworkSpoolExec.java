package io.sluice.distributed;

import io.sluice.plan.DistributedTaskContext;
import io.sluice.plan.ExchangeSource;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a stage whose rows several places of the plan read. The producer tasks are dealt to the consumer tasks in turn: with {@code p} partitions for each reader, partition {@code i} of
 * consumer task {@code c} of {@code n} is partition {@code reader * p + i} of the producer tasks {@code c}, {@code c + n}, {@code c + 2n} and so on.
 *
 * @param reader which of the readers this is, from 0
 * @param partitions that each reader gets of every producer task
 */
public record NetworkSpoolExec(Stage input, int reader, int partitions) implements NetworkBoundary {
  @Override
  public PlanProperties properties() {
    return input.outputAs(new Partitioning.Unknown(partitions));
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    DistributedTaskContext consumer = context.distributed();
    ExchangeSource exchange = context.exchange();
    List<RecordBatchStream> producers = new ArrayList<>();
    for (int task = consumer.taskIndex(); task < input.taskCount(); task += consumer.taskCount()) {
      producers.add(
          exchange.open(input.number(), task, reader * partitions + partition, input.schema()));
    }
    return new InterleaveStream(input.schema(), producers);
  }

  @Override
  public String displayAs() {
    return "[Stage %d] => NetworkSpoolExec: output_partitions=%d, input_tasks=%d, reader=%d"
        .formatted(input.number(), partitions, input.taskCount(), reader);
  }
}
