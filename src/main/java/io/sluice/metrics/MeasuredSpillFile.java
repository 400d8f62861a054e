package io.sluice.metrics;

import io.sluice.column.RecordBatch;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.SpillFile;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** A file whose writes are counted. */
record MeasuredSpillFile(SpillFile file, OperatorCounters counters) implements SpillFile {
  @Override
  public void write(RecordBatch batch) {
    long before = file.rawBytes();
    file.write(batch);
    counters.add(OperatorMetric.SPILLED_BYTES, file.rawBytes() - before);
  }

  @Override
  public @Nullable Future<Void> awaitRoom() {
    return file.awaitRoom();
  }

  @Override
  public long rowCount() {
    return file.rowCount();
  }

  @Override
  public int batchCount() {
    return file.batchCount();
  }

  @Override
  public long rawBytes() {
    return file.rawBytes();
  }

  @Override
  public @Nullable Future<Void> awaitWritten() {
    return file.awaitWritten();
  }

  @Override
  public RecordBatchStream read() {
    return file.read();
  }

  @Override
  public void close() {
    file.close();
  }
}
