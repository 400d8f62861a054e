package io.sluice.source.parquet.page;

import io.sluice.memory.MemoryReservation;

/** The decompressed page of a column, used again for the next one. */
final class PageBuffer {
  private final MemoryReservation reservation;
  private byte[] bytes = new byte[0];

  PageBuffer(MemoryReservation reservation) {
    this.reservation = reservation;
  }

  /** Room for that many bytes and the padding that decoders need; what it held before is gone. */
  byte[] ofSize(int count) {
    int needed = count + LittleEndian.PADDING;
    if (bytes.length < needed) {
      reservation.grow(needed - bytes.length);
      bytes = new byte[needed];
    }
    return bytes;
  }
}
