package io.sluice.source.json;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.file.FileVersion;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.file.FileStores;
import io.sluice.source.json.proto.File;
import io.sluice.source.json.proto.JsonScan;
import io.sluice.source.json.proto.Split;
import io.sluice.source.json.proto.SplitGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a {@link JsonExec} as a {@code JsonScan} message. */
final class JsonExecCodec implements PhysicalExtensionCodec<JsonExec> {
  private final FileStores stores;

  JsonExecCodec(FileStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "json";
  }

  @Override
  public Class<JsonExec> planClass() {
    return JsonExec.class;
  }

  @Override
  public byte[] encode(JsonExec plan, CodecContext context) {
    JsonScan.Builder scan = JsonScan.newBuilder()
        .setSchema(ByteString.copyFrom(context.encodeSchema(plan.schema())))
        .setObjects(plan.records().areObjects())
        .addAllMembers(plan.records().members())
        .addAllColumns(plan.columns())
        .setPartitionCount(plan.partitionCount());
    Map<JsonFile, Integer> files = new LinkedHashMap<>();
    for (JsonExec.SplitGroup group : plan.groups()) {
      SplitGroup.Builder message = SplitGroup.newBuilder();
      for (JsonSplit split : group.splits()) {
        Integer file = files.get(split.file());
        if (file == null) {
          file = files.size();
          files.put(split.file(), file);
        }
        message.addSplits(Split.newBuilder().setFile(file).setFrom(split.from()).setTo(split.to()));
      }
      scan.addGroups(message);
    }
    files.keySet().forEach(file -> scan.addFiles(encode(file)));
    return scan.build().toByteArray();
  }

  private static File encode(JsonFile json) {
    return File.newBuilder()
        .setPath(json.file().path())
        .setSize(json.file().size())
        .setModifiedMillis(json.file().version().modifiedMillis())
        .setTag(json.file().version().tag())
        .setCompressed(json.isCompressed())
        .setLayout(json.layout().name())
        .build();
  }

  @Override
  public JsonExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      JsonScan scan = JsonScan.parseFrom(bytes);
      List<JsonFile> files = scan.getFilesList().stream().map(this::decode).toList();
      List<JsonExec.SplitGroup> groups = scan.getGroupsList().stream()
          .map(group -> new JsonExec.SplitGroup(
              group.getSplitsList().stream().map(split -> decode(split, files)).toList()))
          .toList();
      return new JsonExec(
          context.decodeSchema(scan.getSchema().toByteArray()),
          new JsonRecords(scan.getObjects(), scan.getMembersList()),
          scan.getColumnsList(),
          groups,
          scan.getPartitionCount());
    } catch (InvalidProtocolBufferException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new SluiceException(ErrorCode.INTERNAL_ERROR, "A JsonExec cannot be decoded", e);
    }
  }

  private JsonFile decode(File file) {
    return new JsonFile(
        stores.file(
            file.getPath(),
            new FileVersion(file.getSize(), file.getModifiedMillis(), file.getTag())),
        file.getCompressed(),
        JsonLayout.valueOf(file.getLayout()));
  }

  private static JsonSplit decode(Split split, List<JsonFile> files) {
    return new JsonSplit(files.get(split.getFile()), split.getFrom(), split.getTo());
  }
}
