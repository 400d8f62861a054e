package io.sluice.extension;

import io.sluice.column.RecordBatch;
import io.vertx.core.buffer.Buffer;

/** A batch on its way from a producer to a consumer. */
public sealed interface BatchPayload {
  /** In the same process: the batch itself, retained for the consumer, who releases it. */
  record Reference(RecordBatch batch) implements BatchPayload {}

  /** From another process: one Arrow IPC record batch message, decoded on the consumer's driver thread. */
  record Encoded(Buffer bytes) implements BatchPayload {}
}
