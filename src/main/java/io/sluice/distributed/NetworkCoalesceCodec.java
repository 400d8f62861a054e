package io.sluice.distributed;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.distributed.proto.CoalesceNode;
import io.sluice.expression.SortField;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import java.util.List;

/** {@link NetworkCoalesceExec} as a protobuf message. */
final class NetworkCoalesceCodec implements PhysicalExtensionCodec<NetworkCoalesceExec> {
  @Override
  public String name() {
    return "sluice.network_coalesce";
  }

  @Override
  public Class<NetworkCoalesceExec> planClass() {
    return NetworkCoalesceExec.class;
  }

  @Override
  public byte[] encode(NetworkCoalesceExec plan, CodecContext context) {
    CoalesceNode.Builder node = CoalesceNode.newBuilder();
    node.setInput(DistributedCodecs.encode(plan.input(), context));
    for (SortField field : plan.ordering()) {
      node.addOrdering(CoalesceNode.SortField.newBuilder()
          .setExpression(ByteString.copyFrom(context.encodeExpression(field.expression())))
          .setDescending(field.descending())
          .setNullsFirst(field.nullsFirst()));
    }
    return node.build().toByteArray();
  }

  @Override
  public NetworkCoalesceExec decode(
      byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      CoalesceNode node = CoalesceNode.parseFrom(bytes);
      List<SortField> ordering =
          node.getOrderingList().stream().map(field -> decode(field, context)).toList();
      return new NetworkCoalesceExec(DistributedCodecs.decode(node.getInput(), context), ordering);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a NetworkCoalesceExec", e);
    }
  }

  private static SortField decode(CoalesceNode.SortField field, CodecContext context) {
    return new SortField(
        context.decodeExpression(field.getExpression().toByteArray()),
        field.getDescending(),
        field.getNullsFirst());
  }
}
