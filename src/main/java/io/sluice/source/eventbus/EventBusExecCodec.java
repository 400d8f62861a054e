package io.sluice.source.eventbus;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.eventbus.proto.EventBusNode;
import java.util.List;
import java.util.OptionalLong;

/** {@link EventBusExec} as a protobuf message. */
final class EventBusExecCodec implements PhysicalExtensionCodec<EventBusExec> {
  @Override
  public String name() {
    return "event_bus";
  }

  @Override
  public Class<EventBusExec> planClass() {
    return EventBusExec.class;
  }

  @Override
  public byte[] encode(EventBusExec plan, CodecContext context) {
    EventBusNode.Builder node =
        EventBusNode.newBuilder().setAddress(plan.address()).addAllColumns(plan.columns());
    plan.messageLimit().ifPresent(node::setMessageLimit);
    plan.durationMillis().ifPresent(node::setDurationMillis);
    return node.build().toByteArray();
  }

  @Override
  public EventBusExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      EventBusNode node = EventBusNode.parseFrom(bytes);
      for (int column : node.getColumnsList()) {
        if (column < 0 || column >= EventBusTable.SCHEMA.size()) {
          throw new IllegalArgumentException("an EventBusExec with column " + column);
        }
      }
      return new EventBusExec(
          node.getAddress(),
          node.hasMessageLimit() ? OptionalLong.of(node.getMessageLimit()) : OptionalLong.empty(),
          node.hasDurationMillis()
              ? OptionalLong.of(node.getDurationMillis())
              : OptionalLong.empty(),
          node.getColumnsList());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an EventBusExec", e);
    }
  }
}
