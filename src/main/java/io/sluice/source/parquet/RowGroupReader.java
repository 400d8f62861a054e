package io.sluice.source.parquet;

import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.OperatorMetric;
import io.sluice.plan.OperatorMetrics;
import io.sluice.plan.TaskContext;
import io.sluice.source.parquet.RowGroupPruner.WantedRows;
import io.sluice.source.parquet.page.ChunkInput;
import io.sluice.source.parquet.page.ChunkLocation;
import io.sluice.source.parquet.page.PageReader;
import io.sluice.source.parquet.page.PageSource;
import io.sluice.source.parquet.page.RowRanges;
import io.sluice.source.parquet.page.ScanBuffers;
import io.sluice.type.DataType;
import io.sluice.type.Schema;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * The pages of all projected columns of one row group, as far as they hold rows that may be wanted. As soon as it is made it finds out which those are, where the file tells; once that is known, the first
 * pieces are being read. Owned by one driver.
 */
final class RowGroupReader {
  private static final int MIN_PIECE_BYTES = 16 << 10;

  private final RowGroupSplit split;
  private final Schema schema;
  private final TaskContext context;
  private final OperatorMetrics metrics;
  private final ScanBuffers buffers;
  private final MemoryReservation reservation;
  private final Future<WantedRows> finding;
  private final List<PageReader> columns = new ArrayList<>();
  private long indexBytes;
  private boolean isStarted;
  private RowRanges rows = RowRanges.NONE;
  private int range;
  private long row;

  /**
   * A row group.
   *
   * @param reservation for what it takes to find out which rows are wanted; where it has not enough, all are read
   */
  RowGroupReader(
      RowGroupSplit split,
      Schema schema,
      RowGroupPruner pruner,
      TaskContext context,
      ScanBuffers buffers,
      MemoryReservation reservation) {
    this.split = split;
    this.schema = schema;
    this.context = context;
    this.metrics = context.metrics().current();
    this.buffers = buffers;
    this.reservation = reservation;
    long bytes = pruner.isUseful() ? pruner.bytes() : 0;
    if (bytes > 0 && reservation.tryGrow(bytes)) {
      indexBytes = bytes;
      finding = context.executeBlocking(pruner::find);
    } else {
      finding = Future.succeededFuture(WantedRows.all(split));
    }
    start();
  }

  RowGroupSplit split() {
    return split;
  }

  /** Completes when {@link #start()} is worth while. */
  Future<Void> whenFound() {
    return finding.mapEmpty();
  }

  /**
   * Begins to read what is wanted, unless that was done.
   *
   * @return false when it is not known yet what that is
   */
  boolean start() {
    if (isStarted || !finding.isComplete()) {
      return isStarted;
    }
    if (finding.failed()) {
      throw SluiceException.of(finding.cause());
    }
    isStarted = true;
    WantedRows wanted = finding.result();
    rows = wanted.rows();
    metrics.add(
        rows.isEmpty() ? OperatorMetric.ROW_GROUPS_PRUNED : OperatorMetric.ROW_GROUPS_READ, 1);
    metrics.add(OperatorMetric.PAGES_PRUNED, wanted.prunedPages());
    if (!rows.isEmpty()) {
      open(wanted);
    }
    return true;
  }

  private void open(WantedRows wanted) {
    int columnCount = split.chunks().size();
    long readAheadBytes = context.config().get(ParquetConfig.READ_AHEAD_BYTES);
    int pieceBytes = (int) Math.max(MIN_PIECE_BYTES, readAheadBytes / Math.max(columnCount, 1));
    for (int i = 0; i < columnCount; i++) {
      ChunkLocation chunk = split.chunks().get(i);
      DataType type = schema.type(i);
      ChunkInput input = new ChunkInput(context, buffers, split.file(), chunk, pieceBytes);
      PageSource pages = new PageSource(chunk, type, input, buffers, i);
      columns.add(
          new PageReader(chunk, type, split.rowCount(), wanted.pages().get(i), pages, buffers));
    }
    goToWanted();
    columns.forEach(PageReader::readAhead);
  }

  PageReader column(int index) {
    return columns.get(index);
  }

  /** Rows up to the last one that is wanted. */
  long rowsLeft() {
    return range < rows.count() ? rows.end() - row : 0;
  }

  /** Goes on to the next row that is wanted, and answers how many are in succession from there on. */
  long goToWanted() {
    long start = rows.start(range);
    if (row < start) {
      for (PageReader column : columns) {
        column.skip(start - row);
      }
      row = start;
    }
    return rows.end(range) - row;
  }

  /** Goes on by rows that are wanted and stand in succession. */
  void consumed(int rowCount) {
    row += rowCount;
    if (row == rows.end(range)) {
      range++;
    }
  }

  /** Ends before anything was asked of it, as meanwhile it is known that no row is wanted. */
  void leaveOut() {
    if (!isStarted) {
      metrics.add(OperatorMetric.ROW_GROUPS_PRUNED, 1);
    }
    finish();
  }

  void finish() {
    columns.forEach(PageReader::finish);
    reservation.shrink(indexBytes);
    indexBytes = 0;
  }
}
