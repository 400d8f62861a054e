package io.sluice.codec;

import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Plans to bytes and back. Immutable, thread-safe. */
public final class PlanCodec {
  public PlanCodec(List<PhysicalExtensionCodec<?>> extensionCodecs) {
    throw new UnsupportedOperationException(extensionCodecs.toString());
  }

  /**
   * The plan's bytes.
   *
   * @throws io.sluice.error.SluiceException of code INTERNAL_ERROR for a node that no codec knows
   */
  public Buffer encode(ExecutionPlan plan) {
    throw new UnsupportedOperationException(plan.toString());
  }

  /**
   * Reads what {@link #encode} wrote on a node of the same extensions.
   *
   * @throws io.sluice.error.SluiceException of code INCOMPATIBLE_WORKER for a node or codec this worker does not have, INTERNAL_ERROR for bytes that
   *     make no sense
   */
  public ExecutionPlan decode(Buffer bytes) {
    throw new UnsupportedOperationException(bytes.toString());
  }
}
