package io.sluice.source.parquet;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads row groups one after the other, and the beginning of the next one ahead. Decodes on the driver's thread, reads on the I/O pool. */
final class ParquetStream implements RecordBatchStream {
  private static final int BYTES_PER_VALUE = 16;

  private final Schema schema;
  private final TaskContext context;
  private final Deque<RowGroupSplit> splits;
  private final int batchSize;
  private final MemoryReservation reservation;
  private final ScanBuffers buffers;
  private final List<ColumnReader> columns = new ArrayList<>();
  private @Nullable RowGroupReader current;
  private @Nullable RowGroupReader next;
  private @Nullable RecordBatch last;
  private int batchRows;
  private int columnsDone;

  ParquetStream(Schema schema, Collection<RowGroupSplit> splits, TaskContext context) {
    this.schema = schema;
    this.context = context;
    this.splits = new ArrayDeque<>(splits);
    this.batchSize = context.batchSize();
    this.reservation = context.reserve("ParquetExec");
    this.buffers = new ScanBuffers(
        reservation, context.config().getInt(ParquetConfig.MAX_PAGE_BYTES), schema.size());
    for (int i = 0; i < schema.size(); i++) {
      columns.add(new ColumnReader(schema.type(i)));
    }
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    RowGroupReader group = current;
    while (group == null || group.rowsLeft() == 0) {
      if (group != null) {
        group.finish();
      }
      group = nextGroup();
      current = group;
      if (group == null) {
        return Poll.END;
      }
    }
    if (batchRows == 0) {
      begin(group);
    }
    return readBatch(group);
  }

  private @Nullable RowGroupReader nextGroup() {
    RowGroupReader group = next;
    next = null;
    if (group == null) {
      group = open();
      if (group == null) {
        return null;
      }
    }
    next = open();
    return group;
  }

  private @Nullable RowGroupReader open() {
    RowGroupSplit split = splits.poll();
    return split == null ? null : new RowGroupReader(split, schema, context, buffers);
  }

  private void begin(RowGroupReader group) {
    if (last == null) {
      reservation.grow((long) batchSize * BYTES_PER_VALUE * columns.size());
    }
    boolean isKept = last != null && last.isRetained();
    batchRows = (int) Math.min(batchSize, group.rowsLeft());
    columnsDone = 0;
    for (ColumnReader column : columns) {
      column.begin(batchRows, isKept);
    }
  }

  private Poll readBatch(RowGroupReader group) {
    while (columnsDone < columns.size()) {
      if (!fill(group, columnsDone)) {
        return Poll.pending(group.column(columnsDone).whenReady());
      }
      columnsDone++;
    }
    Vector[] vectors = new Vector[columns.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = columns.get(i).finish();
    }
    RecordBatch batch = RecordBatch.of(schema, batchRows, vectors);
    group.consumed(batchRows);
    batchRows = 0;
    last = batch;
    return Poll.batch(batch);
  }

  private boolean fill(RowGroupReader group, int column) {
    try {
      return columns.get(column).fill(group.column(column), batchRows);
    } catch (SluiceException e) {
      throw e;
    } catch (RuntimeException e) {
      // Decoders check what they can; what is left fails at the bounds of an array.
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new SluiceException(
          ErrorCode.INVALID_FILE,
          "File '%s' is damaged: row group %d, column '%s': %s"
              .formatted(
                  group.split().file().path(),
                  group.split().index(),
                  schema.field(column).name(),
                  reason),
          e);
    }
  }

  @Override
  public void close() {
    reservation.close();
  }
}
