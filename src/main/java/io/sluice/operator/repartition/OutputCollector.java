package io.sluice.operator.repartition;

import io.sluice.column.BatchBuilder;
import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.Schema;

/** Joins one input's pieces for one output to batches of some size before they are queued. */
final class OutputCollector {
  /** When a batch is full: at so many rows or bytes. */
  record Limits(int rows, long bytes) {}

  /** One that is read and one that waits. */
  private static final int BATCHES_UNDERWAY = 2;

  private final BatchQueues queues;
  private final int output;
  private final Limits limits;
  private final MemoryReservation reservation;
  private final BatchBuilder builder;
  private final int columnCount;
  private int rowCount;
  private int lastRowCount;
  private long reservedBytes;

  /**
   * @param reservation shared with the input's other collectors
   */
  OutputCollector(
      Schema schema, BatchQueues queues, int output, Limits limits, MemoryReservation reservation) {
    this.queues = queues;
    this.output = output;
    this.limits = limits;
    this.reservation = reservation;
    builder = new BatchBuilder(schema, BATCHES_UNDERWAY);
    columnCount = schema.size();
  }

  boolean isEmpty() {
    return rowCount == 0;
  }

  /** Appends rows of a borrowed batch and queues what became full. */
  void append(RecordBatch batch, int[] rows, int offset, int count) {
    int appended = 0;
    while (appended < count) {
      int piece = Math.min(count - appended, limits.rows() - rowCount);
      if (rowCount == 0) {
        builder.begin(Math.max(piece, lastRowCount));
      }
      builder.appendRows(batch, rows, offset + appended, piece);
      appended += piece;
      rowCount += piece;
      account();
      if (rowCount == limits.rows() || contentBytes() >= limits.bytes()) {
        flush();
      }
    }
  }

  /** Queues what was collected. */
  void flush() {
    if (rowCount == 0) {
      return;
    }
    RecordBatch batch = builder.finish(rowCount);
    lastRowCount = rowCount;
    rowCount = 0;
    reservation.shrink(reservedBytes);
    reservedBytes = 0;
    queues.offer(output, batch);
  }

  /** Drops what was collected. */
  void clear() {
    rowCount = 0;
    reservation.shrink(reservedBytes);
    reservedBytes = 0;
  }

  private void account() {
    long bytes = 0;
    for (int i = 0; i < columnCount; i++) {
      bytes += builder.column(i).retainedBytes();
    }
    if (bytes > reservedBytes) {
      if (!reservation.tryGrow(bytes - reservedBytes)) {
        reservation.overdraw(bytes - reservedBytes);
      }
      reservedBytes = bytes;
    }
  }

  private long contentBytes() {
    long bytes = 0;
    for (int i = 0; i < columnCount; i++) {
      FlatVector column = builder.column(i);
      bytes += column instanceof BytesVector text
          ? text.offsets()[rowCount]
          : column.retainedBytes() * rowCount / Math.max(column.capacity(), 1);
    }
    return bytes;
  }
}
