package io.sluice.source.parquet;

import io.sluice.column.RecordBatch;
import io.sluice.extension.file.FileWriter;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.extension.file.WriteOptions;
import io.sluice.source.parquet.write.ParquetCompression;
import io.sluice.source.parquet.write.ParquetWriteOptions;
import io.sluice.source.parquet.write.ParquetWriter;
import io.sluice.type.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes Parquet files: {@code COPY t TO 't.parquet' (COMPRESSION zstd, ROW_GROUP_SIZE 100000)}. */
final class ParquetWriterFormat implements FileWriterFormat {
  private static final String COMPRESSION = "compression";
  private static final String ROW_GROUP_SIZE = "row_group_size";
  private static final List<String> CODECS =
      List.of("snappy", "zstd", "lz4", "lz4_raw", "uncompressed", "none");
  private static final int MAX_ROW_GROUP_ROWS = 10_000_000;

  @Override
  public String name() {
    return "parquet";
  }

  @Override
  public List<String> extensions() {
    return List.of("parquet");
  }

  @Override
  public String extension(Map<String, String> options) {
    return "parquet";
  }

  @Override
  public List<String> optionNames() {
    return List.of(COMPRESSION, ROW_GROUP_SIZE);
  }

  @Override
  public void check(Schema schema, Map<String, String> options) {
    writeOptions(options);
    ParquetWriter.check(schema);
  }

  private static ParquetWriteOptions writeOptions(Map<String, String> options) {
    WriteOptions values = new WriteOptions(options);
    String codec = values.word(COMPRESSION, "snappy", CODECS);
    ParquetCompression compression = switch (codec) {
      case "lz4" -> ParquetCompression.LZ4_RAW;
      case "none" -> ParquetCompression.UNCOMPRESSED;
      default -> ParquetCompression.valueOf(codec.toUpperCase(Locale.ROOT));
    };
    ParquetWriteOptions defaults = ParquetWriteOptions.DEFAULT;
    return defaults
        .withCompression(compression)
        .withRowGroupRows(
            values.number(ROW_GROUP_SIZE, defaults.rowGroupRows(), 1, MAX_ROW_GROUP_ROWS));
  }

  @Override
  public FileWriter create(Path file, Schema schema, Map<String, String> options) {
    ParquetWriter writer = ParquetWriter.create(file, schema, writeOptions(options));
    return new FileWriter() {
      @Override
      public void write(RecordBatch batch) {
        writer.write(batch);
      }

      @Override
      public long bufferedBytes() {
        return writer.bufferedBytes();
      }

      @Override
      public void flush() {
        writer.flush();
      }

      @Override
      public long finish() {
        return writer.finish().byteCount();
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }
}
