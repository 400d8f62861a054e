package io.sluice.source.arrow;

import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.source.arrow.read.ArrowBlock;
import io.sluice.source.arrow.read.ArrowReader;
import io.sluice.source.arrow.read.LoadedBatch;
import io.sluice.source.arrow.read.MessagePlan;
import io.sluice.source.arrow.read.ReadLimits;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the record batches of splits one after the other, and the next one of a file ahead where memory allows. Buffers are read and decompressed on the I/O pool, values become vectors on the
 * driver's thread, in batches of some rows.
 */
final class ArrowStream implements RecordBatchStream {
  /** About how many bytes the vectors of a batch of more than one row hold. */
  private static final long MAX_VECTOR_BYTES = 16 << 20;

  private static final int BYTES_PER_VALUE = 16;

  private final Schema schema;
  private final TaskContext context;
  private final ReadLimits limits;
  private final int batchSize;
  private final MemoryReservation reservation;
  private final Deque<OpenFile> files;
  private FlatVector[] columns;
  private @Nullable RecordBatch last;
  private @Nullable LoadedBatch current;
  private int row;

  // What happens on the I/O pool: the next message is being looked for, or read.
  private @Nullable Future<Found> finding;
  private @Nullable Future<LoadedBatch> loading;
  private @Nullable MessagePlan loadingPlan;
  private boolean isAtEnd;

  // What is reserved for the record batch at hand, the one that is being read, dictionaries and
  // vectors.
  private long currentBytes;
  private long loadingBytes;
  private long dictionaryBytes;
  private long vectorBytes;

  /** The splits of one file. */
  private static final class OpenFile {
    final ArrowFile file;
    final List<ArrowBlock> blocks = new ArrayList<>();

    /** Set when the first message is found. */
    @Nullable
    ArrowReader reader;

    OpenFile(ArrowFile file) {
      this.file = file;
    }
  }

  /**
   * The next message of a file.
   *
   * @param plan null at the end
   */
  private record Found(ArrowReader reader, @Nullable MessagePlan plan) {}

  ArrowStream(Schema schema, List<ArrowSplit> splits, TaskContext context) {
    this.schema = schema;
    this.context = context;
    this.limits = ArrowConfig.limits(context.config());
    this.batchSize = context.batchSize();
    this.reservation = context.reserve("ArrowExec");
    this.files = files(splits);
    this.columns = newColumns();
  }

  private static Deque<OpenFile> files(List<ArrowSplit> splits) {
    Map<ArrowFile, OpenFile> files = new LinkedHashMap<>();
    for (ArrowSplit split : splits) {
      files.computeIfAbsent(split.file(), OpenFile::new).blocks.add(split.block());
    }
    return new ArrayDeque<>(files.values());
  }

  private FlatVector[] newColumns() {
    FlatVector[] vectors = new FlatVector[schema.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = FlatVector.create(schema.type(i), 0);
    }
    return vectors;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    while (!CooperativeThread.shouldYield()) {
      LoadedBatch batch = current;
      if (batch != null && row == batch.rowCount()) {
        current = null;
        currentBytes = 0;
        resize(reservedBytes());
        continue;
      }
      readAhead();
      if (batch != null) {
        return Poll.batch(take(batch));
      }
      if (isAtEnd) {
        return Poll.END;
      }
      Future<?> waiting = loading == null ? finding : loading;
      if (waiting != null && !waiting.isComplete()) {
        return Poll.pending(waiting.mapEmpty());
      }
    }
    return Poll.YIELD;
  }

  /** Does what can be done without waiting, so that the next record batch is read soon. */
  private void readAhead() {
    Future<LoadedBatch> load = loading;
    if (load != null) {
      if (load.isComplete()) {
        takeLoaded(load);
      }
      return;
    }
    if (finding == null && !isAtEnd) {
      find();
    }
    Future<Found> find = finding;
    if (find != null && find.isComplete()) {
      takeFound(find);
    }
  }

  private void find() {
    OpenFile file = files.peek();
    if (file == null) {
      isAtEnd = true;
      return;
    }
    finding = context.executeBlocking(() -> {
      ArrowReader reader = file.reader;
      if (reader == null) {
        reader = ArrowReader.open(file.file.file(), file.file.columns(), file.blocks, limits);
        file.reader = reader;
      }
      return new Found(reader, reader.next());
    });
  }

  private void takeFound(Future<Found> find) {
    if (find.failed()) {
      throw SluiceException.of(find.cause());
    }
    Found found = find.result();
    MessagePlan plan = found.plan();
    if (plan == null) {
      // Its dictionaries are in use until its last record batch is.
      if (current == null) {
        finding = null;
        files.remove();
        dictionaryBytes = 0;
        resize(reservedBytes());
      }
      return;
    }
    if (current == null) {
      reservation.grow(plan.bytes());
    } else if (plan.isDictionary() || !reservation.tryGrow(plan.bytes())) {
      return;
    }
    finding = null;
    loadingBytes = plan.bytes();
    loadingPlan = plan;
    loading = context.executeBlocking(() -> found.reader().load(plan));
  }

  private void takeLoaded(Future<LoadedBatch> load) {
    if (load.failed()) {
      throw SluiceException.of(load.cause());
    }
    MessagePlan plan = loadingPlan;
    OpenFile file = files.peek();
    if (current != null || plan == null || file == null || file.reader == null) {
      return;
    }
    context.metrics().current().add(OperatorMetric.BYTES_READ, file.reader.takeBytesRead());
    loading = null;
    if (plan.isDictionary()) {
      dictionaryBytes = file.reader.dictionaryBytes();
    } else {
      current = load.result();
      currentBytes = loadingBytes;
      row = 0;
    }
    loadingBytes = 0;
    resize(reservedBytes());
  }

  private long reservedBytes() {
    return currentBytes + loadingBytes + dictionaryBytes + vectorBytes;
  }

  private void resize(long bytes) {
    reservation.resize(bytes);
  }

  /** The next rows of a record batch. */
  private RecordBatch take(LoadedBatch batch) {
    int count = Math.min(batchSize, batch.rowCount() - row);
    while (count > 1 && batch.bytes(row, count) > MAX_VECTOR_BYTES) {
      count = count + 1 >>> 1;
    }
    if (last != null && last.isRetained()) {
      columns = newColumns();
    }
    last = null;
    long expected = batch.bytes(row, count) + (long) BYTES_PER_VALUE * count * columns.length;
    vectorBytes = Math.max(vectorBytes, expected);
    resize(reservedBytes());
    Vector[] vectors = new Vector[columns.length];
    long bytes = 0;
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = batch.read(i, columns[i], row, count);
      bytes += columns[i].retainedBytes();
    }
    row += count;
    vectorBytes = bytes;
    resize(reservedBytes());
    RecordBatch result = RecordBatch.of(schema, count, vectors);
    last = result;
    return result;
  }

  @Override
  public void close() {
    reservation.close();
  }
}
