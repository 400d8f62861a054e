package io.sluice.source.parquet;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CodecContext;
import io.sluice.extension.PhysicalExtensionCodec;
import io.sluice.extension.file.FileVersion;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.runtimefilter.FilteredColumn;
import io.sluice.source.file.FileIdentity;
import io.sluice.source.file.FileStores;
import io.sluice.source.parquet.page.ChunkIndexes;
import io.sluice.source.parquet.page.ChunkLocation;
import io.sluice.source.parquet.page.FileRange;
import io.sluice.source.parquet.page.IntegerBounds;
import io.sluice.source.parquet.page.ValueLayout;
import io.sluice.source.parquet.proto.Bounds;
import io.sluice.source.parquet.proto.Chunk;
import io.sluice.source.parquet.proto.Condition;
import io.sluice.source.parquet.proto.Layout;
import io.sluice.source.parquet.proto.ParquetScan;
import io.sluice.source.parquet.proto.Range;
import io.sluice.source.parquet.proto.RuntimeFilter;
import io.sluice.source.parquet.proto.ScannedFile;
import io.sluice.source.parquet.proto.Split;
import io.sluice.source.parquet.proto.SplitGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Type;

/** Writes a {@link ParquetExec} as a {@code ParquetScan} message, in which files and layouts stand once. */
final class ParquetExecCodec implements PhysicalExtensionCodec<ParquetExec> {
  private final FileStores stores;

  ParquetExecCodec(FileStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public Class<ParquetExec> planClass() {
    return ParquetExec.class;
  }

  @Override
  public byte[] encode(ParquetExec plan, CodecContext context) {
    Map<FileIdentity, Integer> files = new LinkedHashMap<>();
    Map<ValueLayout, Integer> layouts = new LinkedHashMap<>();
    ParquetScan.Builder scan = ParquetScan.newBuilder()
        .setSchema(ByteString.copyFrom(context.encodeSchema(plan.schema())))
        .setPartitionCount(plan.partitionCount())
        .setPredicate(plan.predicate())
        .setPrunedRowGroups(plan.prunedRowGroups());
    for (ParquetExec.SplitGroup group : plan.groups()) {
      SplitGroup.Builder message = SplitGroup.newBuilder();
      group.splits().forEach(split -> message.addSplits(encode(split, files, layouts)));
      scan.addGroups(message);
    }
    for (ScanCondition condition : plan.conditions()) {
      scan.addConditions(Condition.newBuilder()
          .setColumn(condition.column())
          .setPredicate(ByteString.copyFrom(context.encodeExpression(condition.predicate()))));
    }
    for (FilteredColumn filter : plan.runtimeFilters()) {
      scan.addRuntimeFilters(
          RuntimeFilter.newBuilder().setFilter(filter.filter()).setColumn(filter.column()));
    }
    for (FileIdentity file : files.keySet()) {
      scan.addFiles(ScannedFile.newBuilder()
          .setPath(file.path())
          .setSize(file.size())
          .setModifiedMillis(file.version().modifiedMillis())
          .setTag(file.version().tag()));
    }
    for (ValueLayout layout : layouts.keySet()) {
      scan.addLayouts(Layout.newBuilder()
          .setType(layout.type().name())
          .setTypeLength(layout.typeLength())
          .setOptional(layout.isOptional())
          .setUnit(layout.unit().name()));
    }
    return scan.build().toByteArray();
  }

  private static Split encode(
      RowGroupSplit split, Map<FileIdentity, Integer> files, Map<ValueLayout, Integer> layouts) {
    Split.Builder message = Split.newBuilder()
        .setFile(index(files, split.file()))
        .setRowGroup(split.index())
        .setRowCount(split.rowCount());
    for (ChunkLocation chunk : split.chunks()) {
      Chunk.Builder chunkMessage = Chunk.newBuilder()
          .setOffset(chunk.offset())
          .setLength(chunk.length())
          .setCodec(chunk.codec().getValue())
          .setLayout(index(layouts, chunk.layout()));
      chunk
          .bounds()
          .ifPresent(bounds -> chunkMessage.setBounds(
              Bounds.newBuilder().setMin(bounds.min()).setMax(bounds.max())));
      ChunkIndexes indexes = chunk.indexes();
      indexes.columnIndex().map(ParquetExecCodec::encode).ifPresent(chunkMessage::setColumnIndex);
      indexes.offsetIndex().map(ParquetExecCodec::encode).ifPresent(chunkMessage::setOffsetIndex);
      indexes.bloomFilter().map(ParquetExecCodec::encode).ifPresent(chunkMessage::setBloomFilter);
      message.addChunks(chunkMessage);
    }
    return message.build();
  }

  private static Range encode(FileRange range) {
    return Range.newBuilder()
        .setOffset(range.offset())
        .setLength(range.length())
        .build();
  }

  private static <T> int index(Map<T, Integer> indices, T value) {
    Integer known = indices.putIfAbsent(value, indices.size());
    return known == null ? indices.size() - 1 : known;
  }

  @Override
  public ParquetExec decode(byte[] bytes, List<ExecutionPlan> children, CodecContext context) {
    try {
      ParquetScan scan = ParquetScan.parseFrom(bytes);
      List<ParquetExec.SplitGroup> groups = new ArrayList<>();
      for (SplitGroup group : scan.getGroupsList()) {
        groups.add(new ParquetExec.SplitGroup(
            group.getSplitsList().stream().map(split -> decode(split, scan)).toList()));
      }
      return new ParquetExec(
          context.decodeSchema(scan.getSchema().toByteArray()),
          groups,
          scan.getPartitionCount(),
          scan.getPredicate(),
          scan.getPrunedRowGroups(),
          scan.getConditionsList().stream()
              .map(condition -> new ScanCondition(
                  condition.getColumn(),
                  context.decodeExpression(condition.getPredicate().toByteArray())))
              .toList(),
          scan.getRuntimeFiltersList().stream()
              .map(filter -> new FilteredColumn(filter.getFilter(), filter.getColumn()))
              .toList());
    } catch (InvalidProtocolBufferException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | NullPointerException e) {
      throw new SluiceException(ErrorCode.INTERNAL_ERROR, "A ParquetExec cannot be decoded", e);
    }
  }

  private RowGroupSplit decode(Split split, ParquetScan scan) {
    ScannedFile file = scan.getFiles(split.getFile());
    List<ChunkLocation> chunks = split.getChunksList().stream()
        .map(chunk -> new ChunkLocation(
            chunk.getOffset(),
            chunk.getLength(),
            Objects.requireNonNull(CompressionCodec.findByValue(chunk.getCodec()), "codec"),
            decode(scan.getLayouts(chunk.getLayout())),
            chunk.hasBounds()
                ? Optional.of(new IntegerBounds(
                    chunk.getBounds().getMin(), chunk.getBounds().getMax()))
                : Optional.empty(),
            new ChunkIndexes(
                decode(chunk.hasColumnIndex(), chunk.getColumnIndex()),
                decode(chunk.hasOffsetIndex(), chunk.getOffsetIndex()),
                decode(chunk.hasBloomFilter(), chunk.getBloomFilter()))))
        .toList();
    return new RowGroupSplit(
        stores.file(
            file.getPath(),
            new FileVersion(file.getSize(), file.getModifiedMillis(), file.getTag())),
        split.getRowGroup(),
        split.getRowCount(),
        chunks);
  }

  private static Optional<FileRange> decode(boolean isThere, Range range) {
    return isThere
        ? Optional.of(new FileRange(range.getOffset(), range.getLength()))
        : Optional.empty();
  }

  private static ValueLayout decode(Layout layout) {
    return new ValueLayout(
        Type.valueOf(layout.getType()),
        layout.getTypeLength(),
        layout.getOptional(),
        ValueLayout.Unit.valueOf(layout.getUnit()));
  }
}
