package io.sluice.distributed;

import io.sluice.expression.SortField;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanProperties;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import java.util.List;

/**
 * Reads all partitions of all tasks of a stage in one task: output partition {@code x} is partition {@code x % p} of producer task {@code x / p}, {@code p}
 * being the partitions of a producer task. The order inside a partition is kept.
 */
public record NetworkCoalesceExec(Stage input, List<SortField> ordering)
    implements NetworkBoundary {
  public NetworkCoalesceExec {
    ordering = List.copyOf(ordering);
  }

  @Override
  public PlanProperties properties() {
    int partitions = input.taskCount() * input.partitionCount();
    return new PlanProperties(
        input.schema(), new Partitioning.Unknown(partitions), ordering, input.boundedness());
  }

  @Override
  public RecordBatchStream execute(int partition, TaskContext context) {
    int producerTask = partition / input.partitionCount();
    int wanted = partition % input.partitionCount();
    return context.exchange().open(input.number(), producerTask, wanted, input.schema());
  }

  @Override
  public String displayAs() {
    return "[Stage %d] => NetworkCoalesceExec: output_partitions=%d, input_tasks=%d"
        .formatted(input.number(), partitionCount(), input.taskCount());
  }
}
