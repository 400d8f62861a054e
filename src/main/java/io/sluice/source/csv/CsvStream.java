package io.sluice.source.csv;

import io.sluice.column.BatchBuilder;
import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.source.file.TextInput;
import io.sluice.source.file.TextSource;
import io.sluice.source.file.TextValues;
import io.sluice.type.DataType;
import io.sluice.type.Schema;
import io.sluice.type.TypeKind;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads files one after the other: pieces on the I/O pool, records and values on the driver's thread. */
final class CsvStream implements RecordBatchStream {
  private static final long MAX_PIECES_PER_BATCH = 8;

  private final Schema schema;
  private final TaskContext context;
  private final Deque<CsvSplit> splits;
  private final int batchSize;
  private final int pieceBytes;
  private final int maxRecordBytes;
  private final MemoryReservation reservation;
  private final BatchBuilder builder;
  private final TextValues values = new TextValues();
  private @Nullable OpenFile open;
  private boolean isBuilding;
  private int rows;

  /** How much was read for the batch at hand. */
  private long batchBytes;

  /** The file at work. */
  private static final class OpenFile {
    final CsvSplit split;
    final TextInput input;
    final CsvParser parser;
    boolean isHeaderLeft;

    OpenFile(CsvSplit split, TextInput input, CsvParser parser) {
      this.split = split;
      this.input = input;
      this.parser = parser;
      this.isHeaderLeft = split.file().hasHeader();
    }
  }

  CsvStream(Schema schema, Collection<CsvSplit> splits, TaskContext context) {
    this.schema = schema;
    this.context = context;
    this.splits = new ArrayDeque<>(splits);
    this.batchSize = TextInput.batchSize(context, schema.size());
    this.pieceBytes = TextInput.pieceBytes(context, CsvConfig.READ_BYTES);
    this.maxRecordBytes = context.config().getInt(CsvConfig.MAX_RECORD_BYTES);
    this.builder = new BatchBuilder(schema);
    this.reservation = context.reserve("CsvExec");
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    if (!isBuilding) {
      builder.begin(batchSize);
      rows = 0;
      batchBytes = 0;
      isBuilding = true;
    }
    while (!isFull()) {
      OpenFile file = open;
      if (file == null) {
        CsvSplit split = splits.poll();
        if (split == null) {
          return rows == 0 ? Poll.END : finish();
        }
        file = open(split);
        open = file;
      }
      if (parse(file)) {
        continue;
      }
      if (file.parser.isAtEnd()) {
        open = null;
      } else if (!feed(file)) {
        return Poll.pending(file.input.whenReady());
      }
    }
    return finish();
  }

  /** Long texts make a batch of few rows. */
  private boolean isFull() {
    return rows == batchSize || rows > 0 && batchBytes > MAX_PIECES_PER_BATCH * pieceBytes;
  }

  private OpenFile open(CsvSplit split) {
    reservation.resize(columnBytes() + 2L * pieceBytes);
    return new OpenFile(
        split,
        new TextInput(
            () -> TextSource.open(split.file().file(), split.file().isCompressed()),
            context,
            pieceBytes),
        new CsvParser(split.file().delimiter(), maxRecordBytes));
  }

  /** Gives the parser the next piece; false when it is still being read. */
  private boolean feed(OpenFile file) {
    TextInput.Piece piece = file.input.poll();
    if (piece == null) {
      return false;
    }
    if (piece.length() == 0) {
      file.parser.feedEnd();
      return true;
    }
    try {
      file.parser.feed(piece.bytes(), piece.length());
    } catch (CsvFormatException e) {
      throw file.split.file().invalid(e.line(), String.valueOf(e.getMessage()));
    }
    batchBytes += piece.length();
    reservation.resize(columnBytes() + 2L * pieceBytes + file.parser.bufferBytes());
    return true;
  }

  /** Takes one record; false when none is complete. */
  private boolean parse(OpenFile file) {
    CsvParser parser = file.parser;
    CsvFile csv = file.split.file();
    try {
      if (!parser.next()) {
        return false;
      }
    } catch (CsvFormatException e) {
      throw csv.invalid(e.line(), String.valueOf(e.getMessage()));
    }
    if (csv.fieldCount() > 1 && parser.isBlank()) {
      return true;
    }
    if (parser.fieldCount() != csv.fieldCount()) {
      throw csv.invalid(
          parser.line(),
          "it has %d fields where %d are expected"
              .formatted(parser.fieldCount(), csv.fieldCount()));
    }
    if (file.isHeaderLeft) {
      file.isHeaderLeft = false;
      return true;
    }
    append(file);
    return true;
  }

  private void append(OpenFile file) {
    CsvParser parser = file.parser;
    for (int i = 0; i < schema.size(); i++) {
      int field = file.split.fields().get(i);
      FlatVector target = builder.column(i);
      if (parser.isNull(field)) {
        target.setNull(rows);
        if (target instanceof BytesVector texts) {
          texts.writeEmpty(rows);
        }
        continue;
      }
      parser.select(field);
      if (!values.write(target, rows, parser.bytes(), parser.start(), parser.end())) {
        throw mismatch(file, i, field);
      }
    }
    rows++;
  }

  private SluiceException mismatch(OpenFile file, int column, int field) {
    DataType type = schema.type(column);
    String advice = type.kind() == TypeKind.VARCHAR
        ? "write the file as UTF-8"
        : "raise csv.sample_bytes so that its type is found from more records";
    return file.split
        .file()
        .invalid(
            file.parser.line(),
            "column '%s' is %s, but its value is '%s'; %s"
                .formatted(
                    schema.field(column).name(), type, shortened(file.parser.text(field)), advice));
  }

  private static String shortened(String text) {
    final int longest = 80;
    return text.length() <= longest ? text : text.substring(0, longest) + "...";
  }

  private long columnBytes() {
    long bytes = 0;
    for (int i = 0; i < schema.size(); i++) {
      bytes += builder.column(i).retainedBytes();
    }
    return bytes;
  }

  private Poll finish() {
    isBuilding = false;
    for (int i = 0; i < schema.size(); i++) {
      builder.column(i).setLength(rows);
    }
    return Poll.batch(builder.finish(rows));
  }

  @Override
  public void close() {
    OpenFile file = open;
    if (file != null) {
      file.input.close();
    }
    reservation.close();
  }
}
