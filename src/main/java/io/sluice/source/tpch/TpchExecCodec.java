package io.sluice.source.tpch;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.tpch.proto.TpchScan;
import java.util.List;

/** Writes a {@link TpchExec} as a {@code TpchScan} message. */
final class TpchExecCodec implements PhysicalExtensionCodec<TpchExec> {
  @Override
  public String name() {
    return "tpch";
  }

  @Override
  public Class<TpchExec> planClass() {
    return TpchExec.class;
  }

  @Override
  public byte[] encode(TpchExec plan, CodecContext context) {
    return TpchScan.newBuilder()
        .setTable(plan.tableName())
        .setScaleFactor(plan.scaleFactor())
        .addAllProjection(plan.projection())
        .setPartitionCount(plan.partitionCount())
        .setTaskCount(plan.taskCount())
        .build()
        .toByteArray();
  }

  @Override
  public TpchExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      TpchScan message = TpchScan.parseFrom(bytes);
      return new TpchExec(
          message.getTable(),
          message.getScaleFactor(),
          message.getProjectionList(),
          message.getPartitionCount(),
          message.getTaskCount());
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new SluiceException(ErrorCode.INTERNAL_ERROR, "A TpchExec cannot be decoded", e);
    }
  }
}
