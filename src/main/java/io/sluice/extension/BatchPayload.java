package io.sluice.extension;

import io.netty.buffer.ByteBuf;
import io.sluice.column.RecordBatch;

/** A batch on its way from a producer to a consumer. Whoever it is handed to owns it, and releases it once. */
public sealed interface BatchPayload {
  /** In the same process: the batch itself, retained for its owner. */
  record Reference(RecordBatch batch) implements BatchPayload {
    @Override
    public void release() {
      batch.release();
    }
  }

  /**
   * From another process, or on the way there: one Arrow IPC record batch message, decoded on the consumer's driver thread.
   *
   * @param bytes what is readable; counted once for its owner
   */
  record Encoded(ByteBuf bytes) implements BatchPayload {
    @Override
    public void release() {
      bytes.release();
    }
  }

  /** Gives the memory back. */
  void release();
}
