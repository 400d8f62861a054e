package io.sluice.source.parquet.write;

import io.sluice.column.RecordBatch;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.source.file.FileIdentity;
import io.sluice.source.file.FileOutput;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/**
 * Writes a Parquet file of record batches.
 *
 * <pre>{@code
 * try (ParquetWriter writer = ParquetWriter.create(path, schema, ParquetWriteOptions.DEFAULT)) {
 *   writer.write(batch);
 *   writer.finish();
 * }
 * }</pre>
 *
 * <p>The file appears under its name, and replaces one that stood there, when {@link #finish()} returns; a writer that is closed before leaves nothing behind. All
 * values but INTERVAL, ARRAY, MAP and ROW can be written. A column's chunk has a dictionary where that makes it smaller, bounds of its values unless one is
 * NaN, and a page index.
 *
 * <p>All methods block: call them from a thread that may. Owned by one thread at a time. The rows of the row group that is being filled are held on the heap:
 * {@link #bufferedBytes()}. I/O errors are a {@link SluiceException} of code IO_ERROR; after any error only {@link #close()} may be called.
 */
public final class ParquetWriter implements AutoCloseable {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT_VERSION = 2;

  /** Rows that are taken between two looks at the size of the row group. */
  private static final int STEP_ROWS = 2048;

  private final Schema schema;
  private final ParquetWriteOptions options;
  private final List<ColumnLayout> layouts;
  private final List<ChunkWriter> columns = new ArrayList<>();
  private final FileOutput output;
  private final List<RowGroup> rowGroups = new ArrayList<>();
  private final List<List<PageIndex>> indexes = new ArrayList<>();
  private int bufferedRows;
  private long rowCount;

  private ParquetWriter(
      Schema schema, List<ColumnLayout> layouts, ParquetWriteOptions options, FileOutput output) {
    this.schema = schema;
    this.options = options;
    this.layouts = layouts;
    this.output = output;
    PageCompressor compressor = new PageCompressor(options.compression());
    for (ColumnLayout layout : layouts) {
      columns.add(new ChunkWriter(layout, options, compressor));
    }
  }

  /**
   * Begins a file; its folder must exist.
   *
   * @throws SluiceException of code NOT_SUPPORTED for a column that cannot be written, INVALID_ARGUMENT for columns of one name (compared without case) or no
   *     column at all, IO_ERROR when the file cannot be made
   */
  public static ParquetWriter create(Path file, Schema schema, ParquetWriteOptions options) {
    check(schema);
    List<ColumnLayout> layouts = schema.fields().stream().map(ColumnLayout::of).toList();
    FileOutput output = FileOutput.create(file);
    ParquetWriter writer = new ParquetWriter(schema, layouts, options, output);
    try {
      output.write(MAGIC);
    } catch (IOException e) {
      output.discard();
      throw writer.failure(e);
    }
    return writer;
  }

  /** Fails as {@link #create} does for columns that cannot be written. */
  public static void check(Schema schema) {
    schema.fields().forEach(ColumnLayout::of);
    if (schema.size() == 0) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "A Parquet file needs at least one column");
    }
    Set<String> names = new HashSet<>();
    for (Field field : schema.fields()) {
      if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "A Parquet file cannot have two columns '%s'; name one of them anew with AS"
                .formatted(field.name()));
      }
    }
  }

  private SluiceException failure(IOException cause) {
    return FileIdentity.failure("write", output.file().toString(), cause);
  }

  /**
   * Adds the rows of a batch that count. The batch is not kept.
   *
   * @param batch of the writer's columns; their names may differ
   * @throws SluiceException of code CONSTRAINT_VIOLATION for NULL in a column that is NOT NULL, IO_ERROR
   */
  public void write(RecordBatch batch) {
    if (batch.columnCount() != columns.size()) {
      throw new IllegalArgumentException(
          "%d columns for a file of %d".formatted(batch.columnCount(), columns.size()));
    }
    int done = 0;
    while (done < batch.rowCount()) {
      int count = Math.min(
          Math.min(STEP_ROWS, batch.rowCount() - done), options.rowGroupRows() - bufferedRows);
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).append(batch.column(i), batch.selection(), done, count);
      }
      done += count;
      bufferedRows += count;
      if (bufferedRows >= options.rowGroupRows() || bufferedBytes() >= options.rowGroupBytes()) {
        flush();
      }
    }
  }

  /** Bytes of the rows that are held until their row group is full, before they are encoded. */
  public long bufferedBytes() {
    long bytes = 0;
    for (ChunkWriter column : columns) {
      bytes += column.plainBytes();
    }
    return bytes;
  }

  /** Ends the row group, so that no rows are held. Many small row groups make a file slow to read. */
  public void flush() {
    if (bufferedRows == 0) {
      return;
    }
    try {
      writeRowGroup();
    } catch (IOException e) {
      throw failure(e);
    }
    rowCount += bufferedRows;
    bufferedRows = 0;
  }

  private void writeRowGroup() throws IOException {
    long start = output.position();
    long uncompressedBytes = 0;
    List<ColumnChunk> chunks = new ArrayList<>(columns.size());
    List<PageIndex> groupIndexes = new ArrayList<>(columns.size());
    for (ChunkWriter column : columns) {
      PageIndex index = new PageIndex();
      ColumnChunk chunk = column.write(output, index);
      uncompressedBytes += chunk.getMeta_data().getTotal_uncompressed_size();
      chunks.add(chunk);
      groupIndexes.add(index);
    }
    RowGroup group = new RowGroup(chunks, uncompressedBytes, bufferedRows);
    group.setFile_offset(start);
    group.setTotal_compressed_size(output.position() - start);
    if (rowGroups.size() <= Short.MAX_VALUE) {
      group.setOrdinal((short) rowGroups.size());
    }
    rowGroups.add(group);
    indexes.add(groupIndexes);
  }

  /** Writes what is left, and gives the file its name. */
  public WrittenFile finish() {
    flush();
    try {
      writeIndexes();
      writeFooter();
      output.publish();
    } catch (IOException e) {
      throw failure(e);
    }
    return new WrittenFile(output.file(), rowCount, rowGroups.size(), output.position());
  }

  private void writeIndexes() throws IOException {
    for (int group = 0; group < rowGroups.size(); group++) {
      List<ColumnChunk> chunks = rowGroups.get(group).getColumns();
      for (int i = 0; i < chunks.size(); i++) {
        indexes.get(group).get(i).writeColumnIndex(chunks.get(i), output);
      }
    }
    for (int group = 0; group < rowGroups.size(); group++) {
      List<ColumnChunk> chunks = rowGroups.get(group).getColumns();
      for (int i = 0; i < chunks.size(); i++) {
        indexes.get(group).get(i).writeOffsetIndex(chunks.get(i), output);
      }
    }
  }

  private void writeFooter() throws IOException {
    SchemaElement root = new SchemaElement("schema");
    root.setNum_children(schema.size());
    List<SchemaElement> elements = new ArrayList<>(List.of(root));
    List<ColumnOrder> orders = new ArrayList<>();
    for (ColumnLayout layout : layouts) {
      elements.add(layout.schemaElement());
      orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
    }
    FileMetaData metadata = new FileMetaData(FORMAT_VERSION, elements, rowCount, rowGroups);
    metadata.setCreated_by("sluice version " + version());
    metadata.setColumn_orders(orders);
    long start = output.position();
    Util.writeFileMetaData(metadata, output);
    ByteOutput tail = new ByteOutput();
    tail.writeInt((int) (output.position() - start));
    output.write(tail.bytes(), 0, tail.size());
    output.write(MAGIC);
  }

  private static String version() {
    String version = ParquetWriter.class.getPackage().getImplementationVersion();
    return version == null ? "0" : version;
  }

  /** Removes the file when it is not finished. */
  @Override
  public void close() {
    output.discard();
  }
}
