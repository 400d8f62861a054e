package io.sluice.source.eventbus;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.eventbus.proto.EventBusInsertNode;
import java.util.List;

/** {@link EventBusInsertExec} as a protobuf message. */
final class EventBusInsertExecCodec implements PhysicalExtensionCodec<EventBusInsertExec> {
  @Override
  public String name() {
    return "event_bus_insert";
  }

  @Override
  public Class<EventBusInsertExec> planClass() {
    return EventBusInsertExec.class;
  }

  @Override
  public byte[] encode(EventBusInsertExec plan, CodecContext context) {
    return EventBusInsertNode.newBuilder().setAddress(plan.address()).build().toByteArray();
  }

  @Override
  public EventBusInsertExec decode(
      byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      return new EventBusInsertExec(
          EventBusInsertNode.parseFrom(bytes).getAddress(), children.get(0));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an EventBusInsertExec", e);
    }
  }
}
