package io.sluice.source.parquet;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.source.file.FileIdentity;
import io.sluice.source.parquet.page.LittleEndian;
import io.sluice.source.parquet.page.ThriftReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import shaded.parquet.org.apache.thrift.TException;

/**
 * The end of a Parquet file: schema, row groups and where their columns stand. Checked as far as that is possible without reading pages.
 *
 * @param bytes how many it has in the file
 */
record ParquetFooter(FileIdentity file, FileMetaData metadata, int bytes) {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENCRYPTED_MAGIC = "PARE".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL_BYTES = 8;
  private static final int FIRST_READ_BYTES = 64 << 10;

  /** Reads the footer of a file; blocking. */
  static ParquetFooter read(FileIdentity file) {
    if (file.size() < MAGIC.length + TAIL_BYTES) {
      throw invalid(file, "it has only " + file.size() + " bytes");
    }
    int firstCount = (int) Math.min(file.size(), FIRST_READ_BYTES);
    byte[] end = file.read(file.size() - firstCount, firstCount);
    byte[] magic = Arrays.copyOfRange(end, end.length - MAGIC.length, end.length);
    if (Arrays.equals(magic, ENCRYPTED_MAGIC)) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "File '%s' is encrypted Parquet".formatted(file.path()));
    }
    if (!Arrays.equals(magic, MAGIC)) {
      throw invalid(file, "it does not end with PAR1");
    }
    int footerBytes = LittleEndian.getInt(end, end.length - TAIL_BYTES);
    if (footerBytes <= 0 || footerBytes > file.size() - MAGIC.length - TAIL_BYTES) {
      throw invalid(file, "its footer has an impossible length of " + footerBytes + " bytes");
    }
    if (footerBytes + TAIL_BYTES > end.length) {
      end = file.read(file.size() - TAIL_BYTES - footerBytes, footerBytes + TAIL_BYTES);
    }
    FileMetaData metadata = new FileMetaData();
    try {
      ThriftReader.read(metadata, end, end.length - TAIL_BYTES - footerBytes, footerBytes);
    } catch (TException | RuntimeException e) {
      throw new SluiceException(
          ErrorCode.INVALID_FILE,
          "File '%s' is not a Parquet file that can be read: its footer makes no sense"
              .formatted(file.path()),
          e);
    }
    ParquetFooter footer = new ParquetFooter(file, metadata, footerBytes);
    footer.check();
    return footer;
  }

  private void check() {
    long rowCount = 0;
    for (int i = 0; i < metadata.getRow_groupsSize(); i++) {
      RowGroup group = metadata.getRow_groups().get(i);
      if (group.getNum_rows() < 0) {
        throw invalid(file, "row group " + i + " has " + group.getNum_rows() + " rows");
      }
      if (group.getNum_rows() == 0) {
        // Of an empty table some writers leave chunks that stand nowhere.
        continue;
      }
      rowCount += group.getNum_rows();
      for (ColumnChunk chunk : group.getColumns()) {
        check(i, chunk);
      }
    }
    if (rowCount != metadata.getNum_rows()) {
      throw invalid(
          file,
          "its row groups have %d rows, but the footer says %d"
              .formatted(rowCount, metadata.getNum_rows()));
    }
  }

  private void check(int rowGroup, ColumnChunk chunk) {
    if (chunk.isSetFile_path()) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "File '%s' keeps its columns in other files".formatted(file.path()));
    }
    if (!chunk.isSetMeta_data()) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "File '%s' has encrypted columns".formatted(file.path()));
    }
    long start = chunkStart(chunk);
    long length = chunk.getMeta_data().getTotal_compressed_size();
    if (start < MAGIC.length || length < 0 || length > file.size() - start) {
      throw invalid(
          file,
          "column %s of row group %d reaches from byte %d for %d bytes"
              .formatted(chunk.getMeta_data().getPath_in_schema(), rowGroup, start, length));
    }
  }

  /** Where the pages of a chunk begin: with its dictionary, if there is one. */
  static long chunkStart(ColumnChunk chunk) {
    long data = chunk.getMeta_data().getData_page_offset();
    long dictionary = chunk.getMeta_data().getDictionary_page_offset();
    return chunk.getMeta_data().isSetDictionary_page_offset() && dictionary > 0 && dictionary < data
        ? dictionary
        : data;
  }

  static SluiceException invalid(FileIdentity file, String what) {
    return new SluiceException(
        ErrorCode.INVALID_FILE,
        "File '%s' is not a Parquet file that can be read: %s".formatted(file.path(), what));
  }
}
