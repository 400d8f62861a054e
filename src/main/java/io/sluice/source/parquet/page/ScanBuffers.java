package io.sluice.source.parquet.page;

import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.memory.MemoryReservation;
import java.util.ArrayList;
import java.util.List;

/** What the row groups of one partition use one after the other: a page buffer a column, a decompressor, and the reservation for it all. */
public final class ScanBuffers {
  private final MemoryReservation reservation;
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
      MemoryReservation reservation,
      ConfigValues config,
      ConfigOption<Long> maxPageBytes,
      int columnCount) {
    this.reservation = reservation;
    this.maxPageBytes = config.getInt(maxPageBytes);
    this.maxPageBytesOption = maxPageBytes.name();
    this.pieces = new PieceBuffers(reservation);
    for (int i = 0; i < columnCount; i++) {
      pages.add(new PageBuffer(reservation));
    }
  }

  MemoryReservation reservation() {
    return reservation;
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
