package io.sluice.exchange;

import io.sluice.config.ConfigValues;
import io.sluice.extension.ChannelResolver;
import io.sluice.extension.WorkerInfo;
import io.sluice.memory.MemoryPool;
import io.sluice.plan.ExchangeSource;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskId;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Map;

/** Reads the stages below for one consuming task: one exchange with each producer task, shared by all partitions. Thread-safe. */
public final class ExchangeClient implements ExchangeSource, AutoCloseable {
  /**
   * @param consumer the task that reads; the head stage of a query reads as a task, too
   * @param inputs where each task of each stage below runs
   */
  public ExchangeClient(
      TaskId consumer,
      Map<Integer, List<WorkerInfo>> inputs,
      ChannelResolver channels,
      MemoryPool memory,
      ConfigValues options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RecordBatchStream open(int stage, int producerTask, int partition, Schema schema) {
    throw new UnsupportedOperationException();
  }

  /** Ends all exchanges and gives back what is reserved; streams that are still open fail with CANCELLED. May be called more than once, on any thread. */
  @Override
  public void close() {}
}
