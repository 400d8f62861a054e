package io.sluice.source.tpcds;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.tpcds.proto.TpcdsScan;
import java.util.List;

/** Writes a {@link TpcdsExec} as a {@code TpcdsScan} message. */
final class TpcdsExecCodec implements PhysicalExtensionCodec<TpcdsExec> {
  @Override
  public String name() {
    return "tpcds";
  }

  @Override
  public Class<TpcdsExec> planClass() {
    return TpcdsExec.class;
  }

  @Override
  public byte[] encode(TpcdsExec plan, CodecContext context) {
    return TpcdsScan.newBuilder()
        .setTable(plan.tableName())
        .setScaleFactor(plan.scaleFactor())
        .addAllProjection(plan.projection())
        .setPartitionCount(plan.partitionCount())
        .setTaskCount(plan.taskCount())
        .build()
        .toByteArray();
  }

  @Override
  public TpcdsExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      TpcdsScan message = TpcdsScan.parseFrom(bytes);
      return new TpcdsExec(
          message.getTable(),
          message.getScaleFactor(),
          message.getProjectionList(),
          message.getPartitionCount(),
          message.getTaskCount());
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new SluiceException(ErrorCode.INTERNAL_ERROR, "A TpcdsExec cannot be decoded", e);
    }
  }
}
