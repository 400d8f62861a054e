package io.sluice.distributed;

import com.google.protobuf.ByteString;
import io.sluice.codec.FileWriteCodec;
import io.sluice.codec.PlanCodec;
import io.sluice.distributed.proto.InputStage;
import io.sluice.extension.CodecContext;
import io.sluice.extension.Extensions;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.function.FunctionRegistry;
import io.sluice.plan.Boundedness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The codecs of the nodes of this package. What lies behind a boundary stays at home: a task only learns how to read it. */
public final class DistributedCodecs {
  private DistributedCodecs() {}

  public static List<PhysicalExtensionCodec<?>> all() {
    return List.of(
        new NetworkShuffleCodec(),
        new NetworkCoalesceCodec(),
        new NetworkSpoolCodec(),
        new NetworkBroadcastCodec(),
        new DistributedUnionCodec());
  }

  /** The codec for the plans of tasks: the engine's own nodes, those of this package and those of extensions. */
  public static PlanCodec planCodec(Extensions extensions) {
    List<PhysicalExtensionCodec<?>> codecs = new ArrayList<>(all());
    codecs.add(new FileWriteCodec(extensions.fileWriterFormats()));
    codecs.addAll(extensions.codecs());
    return new PlanCodec(codecs, FunctionRegistry.of(extensions));
  }

  static InputStage encode(Stage stage, CodecContext context) {
    return InputStage.newBuilder()
        .setNumber(stage.number())
        .setTaskCount(stage.taskCount())
        .setPartitionCount(stage.partitionCount())
        .setSchema(ByteString.copyFrom(context.encodeSchema(stage.schema())))
        .setIsUnbounded(stage.boundedness() == Boundedness.UNBOUNDED)
        .build();
  }

  static Stage decode(InputStage stage, CodecContext context) {
    return new Stage(
        stage.getNumber(),
        stage.getTaskCount(),
        context.decodeSchema(stage.getSchema().toByteArray()),
        stage.getPartitionCount(),
        stage.getIsUnbounded() ? Boundedness.UNBOUNDED : Boundedness.BOUNDED,
        Optional.empty());
  }
}
