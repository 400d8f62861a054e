package io.sluice.distributed;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.distributed.proto.BroadcastNode;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import java.util.List;

/** {@link NetworkBroadcastExec} as a protobuf message. */
final class NetworkBroadcastCodec implements PhysicalExtensionCodec<NetworkBroadcastExec> {
  @Override
  public String name() {
    return "sluice.network_broadcast";
  }

  @Override
  public Class<NetworkBroadcastExec> planClass() {
    return NetworkBroadcastExec.class;
  }

  @Override
  public byte[] encode(NetworkBroadcastExec plan, CodecContext context) {
    return BroadcastNode.newBuilder()
        .setInput(DistributedCodecs.encode(plan.input(), context))
        .setPartitionCount(plan.partitions())
        .build()
        .toByteArray();
  }

  @Override
  public NetworkBroadcastExec decode(
      byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      BroadcastNode node = BroadcastNode.parseFrom(bytes);
      return new NetworkBroadcastExec(
          DistributedCodecs.decode(node.getInput(), context), node.getPartitionCount());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a NetworkBroadcastExec", e);
    }
  }
}
