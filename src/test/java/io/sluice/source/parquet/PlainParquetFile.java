package io.sluice.source.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/** A file of one REQUIRED column, PLAIN and uncompressed, whose schema and statistics say what a test wants, as those of other writers may. */
final class PlainParquetFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final SchemaElement column;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final List<RowGroup> groups = new ArrayList<>();
  private long rowCount;

  PlainParquetFile(SchemaElement column) {
    this.column = column.setRepetition_type(FieldRepetitionType.REQUIRED);
    output.writeBytes(MAGIC);
  }

  /** Numbers as their eight bytes stand in a file. */
  static byte[] longs(long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return bytes.array();
  }

  /** Adds a row group of one page. */
  PlainParquetFile withGroup(int rows, byte[] values, Statistics statistics) throws IOException {
    long start = output.size();
    PageHeader header = new PageHeader(PageType.DATA_PAGE, values.length, values.length);
    header.setData_page_header(
        new DataPageHeader(rows, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    Util.writePageHeader(header, output);
    output.writeBytes(values);
    addGroup(rows, start, output.size() - start, statistics);
    return this;
  }

  /** Adds a row group without rows, as some writers close an empty table: its chunk says that it begins before all data. */
  PlainParquetFile withEmptyGroup() {
    addGroup(0, 0, 15, null);
    return this;
  }

  PlainParquetFile withGroupOfNoChunks() {
    groups.add(new RowGroup(List.of(), 0, 0));
    return this;
  }

  private void addGroup(int rows, long start, long length, @Nullable Statistics statistics) {
    ColumnMetaData metadata = new ColumnMetaData(
        column.getType(),
        List.of(Encoding.PLAIN),
        List.of(column.getName()),
        CompressionCodec.UNCOMPRESSED,
        rows,
        length,
        length,
        start);
    if (statistics != null) {
      metadata.setStatistics(statistics);
    }
    ColumnChunk chunk = new ColumnChunk(start);
    chunk.setMeta_data(metadata);
    groups.add(new RowGroup(List.of(chunk), length, rows));
    rowCount += rows;
  }

  Path write(Path file) throws IOException {
    SchemaElement root = new SchemaElement("schema").setNum_children(1);
    FileMetaData metadata = new FileMetaData(2, List.of(root, column), rowCount, groups);
    metadata.setColumn_orders(List.of(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
    int start = output.size();
    Util.writeFileMetaData(metadata, output);
    int length = output.size() - start;
    output.writeBytes(ByteBuffer.allocate(Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(length)
        .array());
    output.writeBytes(MAGIC);
    return Files.write(file, output.toByteArray());
  }
}
