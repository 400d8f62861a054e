package io.sluice.source.parquet.page;

import io.sluice.config.Clock;
import io.sluice.config.ConfigOption;
import io.sluice.memory.BlockCache;
import io.sluice.memory.MemoryReservation;
import io.sluice.plan.OperatorMetrics;
import io.sluice.plan.TaskContext;
import java.util.ArrayList;
import java.util.List;

/** What the row groups of one partition use one after the other: a page buffer a column, a decompressor, the reservation for it all, and where pages are kept for other queries. */
public final class ScanBuffers {
  private final MemoryReservation reservation;
  private final BlockCache cache;
  private final Clock clock;
  private final OperatorMetrics metrics;
  private final int maxPageBytes;
  private final String maxPageBytesOption;
  private final PageDecompressor decompressor = new PageDecompressor();
  private final PieceBuffers pieces;
  private final List<PageBuffer> pages = new ArrayList<>();

  /**
   * Buffers that grow as they are needed.
   *
   * @param maxPageBytes the option that bounds a page
   */
  public ScanBuffers(
      TaskContext context,
      MemoryReservation reservation,
      ConfigOption<Long> maxPageBytes,
      int columnCount) {
    this.reservation = reservation;
    this.cache = context.memory().cache();
    this.clock = context.clock();
    this.metrics = context.metrics().current();
    this.maxPageBytes = context.config().getInt(maxPageBytes);
    this.maxPageBytesOption = maxPageBytes.name();
    this.pieces = new PieceBuffers(reservation);
    for (int i = 0; i < columnCount; i++) {
      pages.add(new PageBuffer(reservation));
    }
  }

  MemoryReservation reservation() {
    return reservation;
  }

  BlockCache cache() {
    return cache;
  }

  Clock clock() {
    return clock;
  }

  OperatorMetrics metrics() {
    return metrics;
  }

  int maxPageBytes() {
    return maxPageBytes;
  }

  /** The name of the option that bounds a page. */
  String maxPageBytesOption() {
    return maxPageBytesOption;
  }

  PieceBuffers pieces() {
    return pieces;
  }

  PageDecompressor decompressor() {
    return decompressor;
  }

  PageBuffer page(int column) {
    return pages.get(column);
  }
}
