package io.sluice.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.codec.proto.FileWriteMessage;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.operator.write.FileTarget;
import io.sluice.operator.write.FileWriteExec;
import io.sluice.operator.write.MarkKind;
import io.sluice.plan.ExecutionPlan;
import java.util.List;

/** {@link FileWriteExec} as a protobuf message, with the formats that the node's extensions write. */
public final class FileWriteCodec implements PhysicalExtensionCodec<FileWriteExec> {
  private final List<FileWriterFormat> formats;

  public FileWriteCodec(List<FileWriterFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  @Override
  public String name() {
    return "sluice.file_write";
  }

  @Override
  public Class<FileWriteExec> planClass() {
    return FileWriteExec.class;
  }

  @Override
  public byte[] encode(FileWriteExec plan, CodecContext context) {
    FileTarget target = plan.target();
    return FileWriteMessage.newBuilder()
        .setDirectory(target.directory())
        .setFormat(target.format().name())
        .putAllOptions(target.options())
        .setSchema(ValueMessages.write(target.schema()))
        .addAllPartitionColumns(target.partitionColumns())
        .setMarks(target.marks().name())
        .build()
        .toByteArray();
  }

  @Override
  public FileWriteExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      FileWriteMessage message = FileWriteMessage.parseFrom(bytes);
      FileTarget target = new FileTarget(
          message.getDirectory(),
          format(message.getFormat()),
          message.getOptionsMap(),
          ValueMessages.read(message.getSchema()),
          message.getPartitionColumnsList(),
          ValueMessages.constant(MarkKind.class, message.getMarks()));
      return new FileWriteExec(target, children.get(0));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a FileWriteExec", e);
    }
  }

  private FileWriterFormat format(String name) {
    return formats.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(() -> ValueMessages.incompatible("format '" + name + "' of files"));
  }
}
