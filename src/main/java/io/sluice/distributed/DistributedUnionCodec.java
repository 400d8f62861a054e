package io.sluice.distributed;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.distributed.proto.UnionNode;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import java.util.ArrayList;
import java.util.List;

/** {@link DistributedUnionExec} as a protobuf message. */
final class DistributedUnionCodec implements PhysicalExtensionCodec<DistributedUnionExec> {
  @Override
  public String name() {
    return "sluice.distributed_union";
  }

  @Override
  public Class<DistributedUnionExec> planClass() {
    return DistributedUnionExec.class;
  }

  @Override
  public byte[] encode(DistributedUnionExec plan, CodecContext context) {
    UnionNode.Builder node = UnionNode.newBuilder();
    for (List<UnionShare> shares : plan.sharesPerTask()) {
      UnionNode.Task.Builder task = node.addTasksBuilder();
      for (UnionShare share : shares) {
        task.addShares(UnionNode.Share.newBuilder()
            .setChild(share.child())
            .setSubtask(share.subtask())
            .setSubtaskCount(share.subtaskCount()));
      }
    }
    return node.build().toByteArray();
  }

  @Override
  public DistributedUnionExec decode(
      byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      List<List<UnionShare>> sharesPerTask = new ArrayList<>();
      for (UnionNode.Task task : UnionNode.parseFrom(bytes).getTasksList()) {
        sharesPerTask.add(
            task.getSharesList().stream().map(DistributedUnionCodec::decode).toList());
      }
      return new DistributedUnionExec(children, sharesPerTask);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a DistributedUnionExec", e);
    }
  }

  private static UnionShare decode(UnionNode.Share share) {
    return new UnionShare(share.getChild(), share.getSubtask(), share.getSubtaskCount());
  }
}
