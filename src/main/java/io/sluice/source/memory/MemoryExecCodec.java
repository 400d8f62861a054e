package io.sluice.source.memory;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.ipc.RecordBatchReader;
import io.sluice.ipc.RecordBatchWriter;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.memory.proto.MemoryScan;
import io.sluice.type.Schema;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Writes a {@link MemoryExec} with its rows, as Arrow IPC messages. */
final class MemoryExecCodec implements PhysicalExtensionCodec<MemoryExec> {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Class<MemoryExec> planClass() {
    return MemoryExec.class;
  }

  @Override
  public byte[] encode(MemoryExec plan, CodecContext context) {
    MemoryScan.Builder message = MemoryScan.newBuilder()
        .setTable(plan.tableName())
        .setSchema(ByteString.copyFrom(context.encodeSchema(plan.schema())))
        .setPartitionCount(plan.partitionCount())
        .setTaskCount(plan.taskCount())
        .setIsShare(plan.isShare());
    for (RecordBatch batch : plan.batches()) {
      message.addBatches(ByteString.copyFrom(RecordBatchWriter.write(batch).getBytes()));
    }
    return message.build().toByteArray();
  }

  @Override
  public MemoryExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      MemoryScan message = MemoryScan.parseFrom(bytes);
      Schema schema = context.decodeSchema(message.getSchema().toByteArray());
      List<RecordBatch> batches = new ArrayList<>();
      for (ByteString batch : message.getBatchesList()) {
        batches.add(new RecordBatchReader(schema).read(Buffer.buffer(batch.toByteArray())));
      }
      return new MemoryExec(
          message.getTable(),
          schema,
          batches,
          message.getPartitionCount(),
          message.getTaskCount(),
          message.getIsShare());
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new SluiceException(ErrorCode.INTERNAL_ERROR, "A MemoryExec cannot be decoded", e);
    }
  }
}
