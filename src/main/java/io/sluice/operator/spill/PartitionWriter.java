package io.sluice.operator.spill;

import static java.util.Objects.requireNonNull;

import io.sluice.column.BatchBuilder;
import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.SpillFile;
import org.jspecify.annotations.Nullable;

/** Joins the rows of one partition to batches that are worth a frame on disk. Owned by one driver. */
final class PartitionWriter {
  private static final int FIRST_ROWS = 32;

  private final SpillFile file;
  private final int columnCount;
  private final int maxRows;
  private final long maxBytes;
  private final MemoryReservation reservation;
  private @Nullable BatchBuilder builder;
  private int rowCount;
  private int lastRowCount = FIRST_ROWS;
  private long reservedBytes;

  /**
   * @param reservation shared with the other partitions
   */
  PartitionWriter(
      SpillFile file,
      BatchBuilder builder,
      int columnCount,
      int maxRows,
      long maxBytes,
      MemoryReservation reservation) {
    this.file = file;
    this.builder = builder;
    this.columnCount = columnCount;
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
    this.reservation = reservation;
  }

  SpillFile file() {
    return file;
  }

  void append(RecordBatch batch, int[] rows, int offset, int count) {
    BatchBuilder collecting = requireNonNull(builder, "rows come after the end");
    int appended = 0;
    while (appended < count) {
      if (rowCount == 0) {
        collecting.begin(Math.min(maxRows, lastRowCount));
      }
      int piece = Math.min(count - appended, maxRows - rowCount);
      collecting.appendRows(batch, rows, offset + appended, piece);
      appended += piece;
      rowCount += piece;
      if (rowCount == maxRows || contentBytes(collecting) >= maxBytes) {
        write(collecting);
      }
    }
    account(collecting);
  }

  /** Writes what is left. No more rows come. */
  void finish() {
    BatchBuilder collecting = builder;
    if (collecting != null && rowCount > 0) {
      write(collecting);
    }
    builder = null;
  }

  private void write(BatchBuilder collecting) {
    file.write(collecting.finish(rowCount));
    lastRowCount = rowCount;
    rowCount = 0;
  }

  private void account(BatchBuilder collecting) {
    long bytes = 0;
    for (int i = 0; i < columnCount; i++) {
      bytes += collecting.column(i).retainedBytes();
    }
    if (bytes > reservedBytes) {
      reservation.overdraw(bytes - reservedBytes);
    } else {
      reservation.shrink(reservedBytes - bytes);
    }
    reservedBytes = bytes;
  }

  private long contentBytes(BatchBuilder collecting) {
    long bytes = 0;
    for (int i = 0; i < columnCount; i++) {
      FlatVector column = collecting.column(i);
      bytes += column instanceof BytesVector text
          ? text.offsets()[rowCount] + (long) Integer.BYTES * rowCount
          : column.retainedBytes() * rowCount / Math.max(column.capacity(), 1);
    }
    return bytes;
  }
}
