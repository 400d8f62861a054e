package io.sluice.source.csv;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.file.FileVersion;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.csv.proto.CsvScan;
import io.sluice.source.csv.proto.Split;
import io.sluice.source.csv.proto.SplitGroup;
import io.sluice.source.file.FileIdentity;
import io.sluice.source.file.FileStores;
import java.util.List;

/** Writes a {@link CsvExec} as a {@code CsvScan} message. */
final class CsvExecCodec implements PhysicalExtensionCodec<CsvExec> {
  private final FileStores stores;

  CsvExecCodec(FileStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public Class<CsvExec> planClass() {
    return CsvExec.class;
  }

  @Override
  public byte[] encode(CsvExec plan, CodecContext context) {
    CsvScan.Builder scan = CsvScan.newBuilder()
        .setSchema(ByteString.copyFrom(context.encodeSchema(plan.schema())))
        .setPartitionCount(plan.partitionCount());
    for (CsvExec.SplitGroup group : plan.groups()) {
      SplitGroup.Builder message = SplitGroup.newBuilder();
      group.splits().forEach(split -> message.addSplits(encode(split)));
      scan.addGroups(message);
    }
    return scan.build().toByteArray();
  }

  private static Split encode(CsvSplit split) {
    CsvFile csv = split.file();
    return Split.newBuilder()
        .setPath(csv.file().path())
        .setSize(csv.file().size())
        .setModifiedMillis(csv.file().version().modifiedMillis())
        .setTag(csv.file().version().tag())
        .setCompressed(csv.isCompressed())
        .setDelimiter(csv.delimiter())
        .setHeader(csv.hasHeader())
        .setFieldCount(csv.fieldCount())
        .addAllFields(split.fields())
        .build();
  }

  @Override
  public CsvExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      CsvScan scan = CsvScan.parseFrom(bytes);
      List<CsvExec.SplitGroup> groups = scan.getGroupsList().stream()
          .map(group -> new CsvExec.SplitGroup(
              group.getSplitsList().stream().map(this::decode).toList()))
          .toList();
      return new CsvExec(
          context.decodeSchema(scan.getSchema().toByteArray()), groups, scan.getPartitionCount());
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new SluiceException(ErrorCode.INTERNAL_ERROR, "A CsvExec cannot be decoded", e);
    }
  }

  private CsvSplit decode(Split split) {
    FileIdentity file = stores.file(
        split.getPath(),
        new FileVersion(split.getSize(), split.getModifiedMillis(), split.getTag()));
    return new CsvSplit(
        new CsvFile(
            file,
            split.getCompressed(),
            (byte) split.getDelimiter(),
            split.getHeader(),
            split.getFieldCount()),
        split.getFieldsList());
  }
}
