package io.sluice.source.arrow;

import io.sluice.column.RecordBatch;
import io.sluice.extension.file.FileWriter;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.extension.file.WriteOptions;
import io.sluice.source.arrow.buffer.BufferCompression;
import io.sluice.source.arrow.write.ArrowWriter;
import io.sluice.type.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes Arrow files with a footer: {@code COPY t TO 't.arrow' (COMPRESSION zstd)}. */
final class ArrowWriterFormat implements FileWriterFormat {
  private static final String COMPRESSION = "compression";
  private static final String ROW_GROUP_SIZE = "row_group_size";
  private static final String UNCOMPRESSED = "uncompressed";
  private static final String NONE = "none";
  private static final int BATCH_ROWS = 122_880;
  private static final int MAX_BATCH_ROWS = 10_000_000;

  @Override
  public String name() {
    return "arrow";
  }

  @Override
  public List<String> extensions() {
    return List.of("arrow", "feather", "ipc");
  }

  @Override
  public String extension(Map<String, String> options) {
    return "arrow";
  }

  @Override
  public List<String> optionNames() {
    return List.of(COMPRESSION, ROW_GROUP_SIZE);
  }

  @Override
  public void check(Schema schema, Map<String, String> options) {
    compression(options);
    batchRows(options);
    ArrowWriter.check(schema);
  }

  private static BufferCompression compression(Map<String, String> options) {
    String codec = new WriteOptions(options)
        .word(COMPRESSION, NONE, List.of(NONE, UNCOMPRESSED, "lz4", "zstd"));
    return codec.equals(UNCOMPRESSED)
        ? BufferCompression.NONE
        : BufferCompression.valueOf(codec.toUpperCase(Locale.ROOT));
  }

  private static int batchRows(Map<String, String> options) {
    return new WriteOptions(options).number(ROW_GROUP_SIZE, BATCH_ROWS, 1, MAX_BATCH_ROWS);
  }

  @Override
  public FileWriter create(Path file, Schema schema, Map<String, String> options) {
    ArrowWriter writer = ArrowWriter.create(file, schema, compression(options), batchRows(options));
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
        return writer.finish();
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }
}
