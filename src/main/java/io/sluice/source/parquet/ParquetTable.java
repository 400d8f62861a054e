package io.sluice.source.parquet;

import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.PhysicalExpression;
import io.sluice.extension.FilesTable;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.parquet.page.ChunkIndexes;
import io.sluice.source.parquet.page.ChunkLocation;
import io.sluice.source.parquet.page.FileRange;
import io.sluice.source.parquet.page.PageDecompressor;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;

/** Parquet files that agree in their columns, as one table. Thread-safe. */
final class ParquetTable implements FilesTable {
  private final Schema schema;
  private final List<FileColumns> files;
  private final @Nullable Part part;
  private volatile @Nullable TableStatistics statistics;

  /**
   * A file and its columns in the order of the table's.
   */
  record FileColumns(ParquetFooter footer, List<ParquetColumn> columns) {
    @Nullable
    ChunkStatistics statistics(RowGroup group, int column) {
      ParquetColumn parquet = columns.get(column);
      return parquet.isSupported()
          ? ChunkStatistics.of(
              parquet,
              group.getColumns().get(parquet.chunkIndex()),
              footer.metadata(),
              group.getNum_rows())
          : null;
    }
  }

  /** Some files of a table. */
  private record Part(ParquetTable table, List<Integer> places) {}

  ParquetTable(Schema schema, List<FileColumns> files) {
    this(schema, files, null);
  }

  private ParquetTable(Schema schema, List<FileColumns> files, @Nullable Part part) {
    this.schema = schema;
    this.files = List.copyOf(files);
    this.part = part;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public TableStatistics statistics() {
    TableStatistics known = statistics;
    if (known == null) {
      known = FooterStatistics.of(schema, files);
      statistics = known;
    }
    return known;
  }

  /** Bytes of the footers of all files. */
  long footerBytes() {
    return files.stream().mapToLong(file -> file.footer().bytes()).sum();
  }

  /** Files that did not change are the same table, as {@link FooterCache} keeps it. */
  @Override
  public Optional<Object> version() {
    return Optional.of(part == null ? this : part);
  }

  @Override
  public List<String> paths() {
    return files.stream().map(file -> file.footer().file().path()).toList();
  }

  @Override
  public TableProvider ofFiles(List<Integer> places) {
    return new ParquetTable(
        schema, places.stream().map(files::get).toList(), new Part(this, List.copyOf(places)));
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    int[] projection = request.projectionArray();
    List<PhysicalExpression> filters =
        request.filters().stream().filter(RowGroupFilter::isUseful).toList();
    List<RowGroupSplit> splits = new ArrayList<>();
    int pruned = 0;
    for (FileColumns file : files) {
      List<ParquetColumn> columns = new ArrayList<>(projection.length);
      for (int column : projection) {
        columns.add(supported(file, column));
      }
      pruned += addSplits(splits, file, columns, filters);
    }
    int target = request.config().getInt(SessionOptions.TARGET_PARTITIONS);
    int partitions = Math.max(1, Math.min(target, splits.size()));
    String predicate =
        filters.stream().map(PhysicalExpression::toString).collect(Collectors.joining(" AND "));
    return ParquetExec.of(
        schema.project(projection),
        splits,
        partitions,
        predicate,
        pruned,
        ScanCondition.of(request.filters(), request.projection()));
  }

  private static ParquetColumn supported(FileColumns file, int index) {
    ParquetColumn column = file.columns().get(index);
    if (!column.isSupported()) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "Column '%s' of file '%s' has type %s, which cannot be read; leave the column out"
              .formatted(
                  column.field().name(), file.footer().file().path(), column.unsupportedType()));
    }
    return column;
  }

  /** Adds the row groups of a file that may have rows that are wanted; answers how many have none. */
  private static int addSplits(
      List<RowGroupSplit> splits,
      FileColumns file,
      List<ParquetColumn> columns,
      List<PhysicalExpression> filters) {
    List<RowGroup> groups = file.footer().metadata().getRow_groups();
    int pruned = 0;
    for (int i = 0; i < groups.size(); i++) {
      RowGroup group = groups.get(i);
      if (group.getNum_rows() == 0) {
        continue;
      }
      if (!RowGroupFilter.mayMatch(filters, column -> file.statistics(group, column))) {
        pruned++;
      } else {
        List<ChunkLocation> chunks = new ArrayList<>(columns.size());
        for (ParquetColumn column : columns) {
          chunks.add(location(file.footer(), i, group, column));
        }
        splits.add(new RowGroupSplit(file.footer().file(), i, group.getNum_rows(), chunks));
      }
    }
    return pruned;
  }

  private static ChunkLocation location(
      ParquetFooter footer, int rowGroup, RowGroup group, ParquetColumn column) {
    ColumnChunk chunk = group.getColumns().get(column.chunkIndex());
    ColumnMetaData metadata = chunk.getMeta_data();
    String name = column.field().name();
    if (metadata.getNum_values() != group.getNum_rows()) {
      throw ParquetFooter.invalid(
          footer.file(),
          "column '%s' of row group %d has %d values for %d rows"
              .formatted(name, rowGroup, metadata.getNum_values(), group.getNum_rows()));
    }
    if (metadata.getType() != column.layout().type()) {
      throw ParquetFooter.invalid(
          footer.file(),
          "column '%s' of row group %d has another type than the schema".formatted(name, rowGroup));
    }
    if (metadata.getCodec() == null || !PageDecompressor.isSupported(metadata.getCodec())) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "Column '%s' of file '%s' is compressed with %s; write it with SNAPPY, ZSTD, GZIP, LZ4_RAW or UNCOMPRESSED"
              .formatted(name, footer.file().path(), metadata.getCodec()));
    }
    return new ChunkLocation(
        ParquetFooter.chunkStart(chunk),
        metadata.getTotal_compressed_size(),
        metadata.getCodec(),
        column.layout(),
        ChunkStatistics.integerBounds(column, chunk, footer.metadata()),
        indexes(footer, chunk, column));
  }

  private static ChunkIndexes indexes(
      ParquetFooter footer, ColumnChunk chunk, ParquetColumn column) {
    ColumnMetaData metadata = chunk.getMeta_data();
    long fileBytes = footer.file().size();
    // Footers without a length say nothing of it.
    int bloomBytes = metadata.isSetBloom_filter_length() ? metadata.getBloom_filter_length() : 0;
    Optional<FileRange> columnIndex =
        range(chunk.getColumn_index_offset(), chunk.getColumn_index_length(), fileBytes);
    Optional<FileRange> bloomFilter =
        range(metadata.getBloom_filter_offset(), bloomBytes, fileBytes);
    return new ChunkIndexes(
        columnIndex.filter(
            range -> range.length() > 0 && ChunkStatistics.isOrdered(column, footer.metadata())),
        range(chunk.getOffset_index_offset(), chunk.getOffset_index_length(), fileBytes)
            .filter(range -> range.length() > 0),
        bloomFilter);
  }

  /** A range of a file that has it. Nothing but the file's first bytes stands at its beginning. */
  private static Optional<FileRange> range(long offset, int length, long fileBytes) {
    return offset > 0 && length >= 0 && length <= fileBytes - offset
        ? Optional.of(new FileRange(offset, length))
        : Optional.empty();
  }
}
