package io.sluice.source.parquet;

import io.sluice.memory.MemoryReservation;
import java.util.ArrayList;
import java.util.List;

/** What the row groups of one partition use one after the other: a page buffer a column, a decompressor, and the reservation for it all. */
final class ScanBuffers {
  private final MemoryReservation reservation;
  private final int maxPageBytes;
  private final PageDecompressor decompressor = new PageDecompressor();
  private final PieceBuffers pieces;
  private final List<PageBuffer> pages = new ArrayList<>();

  ScanBuffers(MemoryReservation reservation, int maxPageBytes, int columnCount) {
    this.reservation = reservation;
    this.maxPageBytes = maxPageBytes;
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
