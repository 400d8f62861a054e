package io.sluice.extension;

import io.sluice.plan.ExecutionPlan;
import java.util.List;

/**
 * Writes the nodes of one class to bytes and reads them again on a worker. Called on any thread, by several at once. An exception fails the query.
 *
 * @param <P> the class of the nodes
 */
public interface PhysicalExtensionCodec<P extends ExecutionPlan> {
  /** The name on the wire, unique in the cluster and stable over versions, for instance {@code numbers}. */
  String name();

  Class<P> planClass();

  /** The node without its children. */
  byte[] encode(P plan, CodecContext context);

  /** The node over children that are decoded already. Bytes that make no sense are an exception. */
  P decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context);
}
