package io.sluice.distributed;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.distributed.proto.SpoolNode;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import java.util.List;

/** {@link NetworkSpoolExec} as a protobuf message. */
final class NetworkSpoolCodec implements PhysicalExtensionCodec<NetworkSpoolExec> {
  @Override
  public String name() {
    return "sluice.network_spool";
  }

  @Override
  public Class<NetworkSpoolExec> planClass() {
    return NetworkSpoolExec.class;
  }

  @Override
  public byte[] encode(NetworkSpoolExec plan, CodecContext context) {
    return SpoolNode.newBuilder()
        .setInput(DistributedCodecs.encode(plan.input(), context))
        .setReader(plan.reader())
        .setPartitionCount(plan.partitions())
        .build()
        .toByteArray();
  }

  @Override
  public NetworkSpoolExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      SpoolNode node = SpoolNode.parseFrom(bytes);
      return new NetworkSpoolExec(
          DistributedCodecs.decode(node.getInput(), context),
          node.getReader(),
          node.getPartitionCount());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a NetworkSpoolExec", e);
    }
  }
}
