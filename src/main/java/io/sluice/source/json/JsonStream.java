package io.sluice.source.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.column.BatchBuilder;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.source.file.TextInput;
import io.sluice.source.file.TextSource;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads splits one after the other: pieces on the I/O pool, records and values on the driver's thread. */
final class JsonStream implements RecordBatchStream {
  private static final long MAX_PIECES_PER_BATCH = 8;

  private final Schema schema;
  private final TaskContext context;
  private final Deque<JsonSplit> splits;
  private final JsonRowReader reader;
  private final int batchSize;
  private final int pieceBytes;
  private final int maxRecordBytes;
  private final MemoryReservation reservation;
  private final BatchBuilder builder;
  private @Nullable OpenSplit open;
  private boolean isBuilding;
  private int rows;

  /** How much was read for the batch at hand. */
  private long batchBytes;

  /** The split at work. */
  private static final class OpenSplit {
    final JsonFile file;
    final TextInput input;
    final RecordCutter cutter;

    @Nullable
    OpenRun run;

    /** Set when the last record is read. */
    @Nullable
    Future<Void> end;

    OpenSplit(JsonFile file, TextInput input, RecordCutter cutter) {
      this.file = file;
      this.input = input;
      this.cutter = cutter;
    }
  }

  private record OpenRun(Run run, JsonParser parser) {}

  JsonStream(JsonExec scan, List<JsonSplit> splits, TaskContext context) {
    this.schema = scan.schema();
    this.context = context;
    this.splits = new ArrayDeque<>(splits);
    this.reader = new JsonRowReader(schema, scan.records(), scan.columns());
    this.batchSize = TextInput.batchSize(context, schema.size());
    this.pieceBytes = TextInput.pieceBytes(context, JsonConfig.READ_BYTES);
    this.maxRecordBytes = context.config().getInt(JsonConfig.MAX_RECORD_BYTES);
    this.builder = new BatchBuilder(schema);
    this.reservation = context.reserve("JsonExec");
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
      OpenSplit split = open;
      if (split == null) {
        JsonSplit next = splits.poll();
        if (next == null) {
          return rows == 0 ? Poll.END : finish();
        }
        split = open(next);
        open = split;
      }
      try {
        if (hasRun(split)) {
          read(split);
        } else if (split.cutter.isFinished()) {
          Future<Void> end = finish(split);
          if (!end.isComplete()) {
            return Poll.pending(end);
          }
          if (end.failed()) {
            throw SluiceException.of(end.cause());
          }
          open = null;
        } else if (!feed(split)) {
          return Poll.pending(split.input.whenReady());
        }
      } catch (JsonFormatException e) {
        throw split.file.invalid(e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return finish();
  }

  /** Long texts make a batch of few rows. */
  private boolean isFull() {
    return rows == batchSize || rows > 0 && batchBytes > MAX_PIECES_PER_BATCH * pieceBytes;
  }

  private OpenSplit open(JsonSplit split) {
    reservation.resize(columnBytes() + 2L * pieceBytes);
    JsonFile file = split.file();
    boolean isPart = file.layout() == JsonLayout.NEWLINE_DELIMITED && !file.isCompressed();
    if (isPart) {
      long firstByte = LineCutter.firstByte(split.from());
      return new OpenSplit(
          file,
          new TextInput(() -> TextSource.open(file.file(), firstByte), context, pieceBytes),
          new LineCutter(maxRecordBytes, split.from(), split.to()));
    }
    return new OpenSplit(
        file,
        new TextInput(() -> TextSource.open(file.file(), file.isCompressed()), context, pieceBytes),
        RecordCutter.of(file.layout(), maxRecordBytes));
  }

  /** Goes to the next run unless one is at work; false when none is whole. */
  private static boolean hasRun(OpenSplit split) throws IOException, JsonFormatException {
    if (split.run != null) {
      return true;
    }
    if (!split.cutter.next()) {
      return false;
    }
    Run run = new Run(split.cutter);
    split.run = new OpenRun(run, run.parser());
    return true;
  }

  /** Takes records of the run until the batch is full or the run is over. */
  private void read(OpenSplit split) throws IOException, JsonFormatException {
    OpenRun open = split.run;
    if (open == null) {
      return;
    }
    try {
      while (!isFull()) {
        if (!reader.read(open.parser(), open.run(), builder, rows)) {
          open.parser().close();
          split.run = null;
          return;
        }
        rows++;
      }
    } catch (JsonProcessingException e) {
      throw open.run().invalid(e);
    }
  }

  /** A split that ends within a file must not be of another version of it than its neighbour. */
  private static Future<Void> finish(OpenSplit split) {
    Future<Void> end = split.end;
    if (end == null) {
      end = split.cutter.isAtEnd ? Future.succeededFuture() : split.input.finish();
      split.end = end;
    }
    return end;
  }

  /** Gives the cutter the next piece; false when it is still being read. */
  private boolean feed(OpenSplit split) throws JsonFormatException {
    TextInput.Piece piece = split.input.poll();
    if (piece == null) {
      return false;
    }
    if (piece.length() == 0) {
      split.cutter.feedEnd();
      return true;
    }
    split.cutter.feed(piece.bytes(), piece.length());
    batchBytes += piece.length();
    reservation.resize(columnBytes() + 2L * pieceBytes + split.cutter.bytes().length);
    return true;
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
    OpenSplit split = open;
    if (split != null) {
      split.input.close();
    }
    reservation.close();
  }
}
