package io.sluice.source.arrow;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.file.FileVersion;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.arrow.proto.ArrowScan;
import io.sluice.source.arrow.proto.File;
import io.sluice.source.arrow.proto.Split;
import io.sluice.source.arrow.proto.SplitGroup;
import io.sluice.source.arrow.read.ArrowBlock;
import io.sluice.source.file.FileStores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an {@link ArrowExec} as an {@code ArrowScan} message. */
final class ArrowExecCodec implements PhysicalExtensionCodec<ArrowExec> {
  private final FileStores stores;

  ArrowExecCodec(FileStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "arrow";
  }

  @Override
  public Class<ArrowExec> planClass() {
    return ArrowExec.class;
  }

  @Override
  public byte[] encode(ArrowExec plan, CodecContext context) {
    ArrowScan.Builder scan = ArrowScan.newBuilder()
        .setSchema(ByteString.copyFrom(context.encodeSchema(plan.schema())))
        .setPartitionCount(plan.partitionCount());
    Map<ArrowFile, Integer> files = new LinkedHashMap<>();
    for (ArrowExec.SplitGroup group : plan.groups()) {
      SplitGroup.Builder message = SplitGroup.newBuilder();
      for (ArrowSplit split : group.splits()) {
        Integer file = files.get(split.file());
        if (file == null) {
          file = files.size();
          files.put(split.file(), file);
        }
        message.addSplits(Split.newBuilder()
            .setFile(file)
            .setOffset(split.block().offset())
            .setMetadataBytes(split.block().metadataBytes())
            .setBodyBytes(split.block().bodyBytes())
            .setBytes(split.bytes()));
      }
      scan.addGroups(message);
    }
    files.keySet().forEach(file -> scan.addFiles(encode(file)));
    return scan.build().toByteArray();
  }

  private static File encode(ArrowFile arrow) {
    return File.newBuilder()
        .setPath(arrow.file().path())
        .setSize(arrow.file().size())
        .setModifiedMillis(arrow.file().version().modifiedMillis())
        .setTag(arrow.file().version().tag())
        .setStream(arrow.isStream())
        .addAllColumns(arrow.columns())
        .build();
  }

  @Override
  public ArrowExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      ArrowScan scan = ArrowScan.parseFrom(bytes);
      List<ArrowFile> files = scan.getFilesList().stream().map(this::decode).toList();
      List<ArrowExec.SplitGroup> groups = scan.getGroupsList().stream()
          .map(group -> new ArrowExec.SplitGroup(
              group.getSplitsList().stream().map(split -> decode(split, files)).toList()))
          .toList();
      return new ArrowExec(
          context.decodeSchema(scan.getSchema().toByteArray()), groups, scan.getPartitionCount());
    } catch (InvalidProtocolBufferException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new SluiceException(ErrorCode.INTERNAL_ERROR, "An ArrowExec cannot be decoded", e);
    }
  }

  private ArrowFile decode(File file) {
    return new ArrowFile(
        stores.file(
            file.getPath(),
            new FileVersion(file.getSize(), file.getModifiedMillis(), file.getTag())),
        file.getStream(),
        file.getColumnsList());
  }

  private static ArrowSplit decode(Split split, List<ArrowFile> files) {
    return new ArrowSplit(
        files.get(split.getFile()),
        new ArrowBlock(split.getOffset(), split.getMetadataBytes(), split.getBodyBytes()),
        split.getBytes());
  }
}
