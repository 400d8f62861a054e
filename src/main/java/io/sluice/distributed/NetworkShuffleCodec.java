package io.sluice.distributed;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.distributed.proto.ShuffleNode;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import java.util.List;

/** {@link NetworkShuffleExec} as a protobuf message. */
final class NetworkShuffleCodec implements PhysicalExtensionCodec<NetworkShuffleExec> {
  @Override
  public String name() {
    return "sluice.network_shuffle";
  }

  @Override
  public Class<NetworkShuffleExec> planClass() {
    return NetworkShuffleExec.class;
  }

  @Override
  public byte[] encode(NetworkShuffleExec plan, CodecContext context) {
    ShuffleNode.Builder node = ShuffleNode.newBuilder();
    node.setInput(DistributedCodecs.encode(plan.input(), context));
    node.setPartitionCount(plan.partitioning().partitionCount());
    for (PhysicalExpression expression : plan.partitioning().expressions()) {
      node.addExpressions(ByteString.copyFrom(context.encodeExpression(expression)));
    }
    return node.build().toByteArray();
  }

  @Override
  public NetworkShuffleExec decode(
      byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      ShuffleNode node = ShuffleNode.parseFrom(bytes);
      List<PhysicalExpression> expressions = node.getExpressionsList().stream()
          .map(expression -> context.decodeExpression(expression.toByteArray()))
          .toList();
      return new NetworkShuffleExec(
          DistributedCodecs.decode(node.getInput(), context),
          new Partitioning.Hash(expressions, node.getPartitionCount()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a NetworkShuffleExec", e);
    }
  }
}
