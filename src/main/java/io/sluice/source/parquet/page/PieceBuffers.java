package io.sluice.source.parquet.page;

import io.sluice.memory.MemoryReservation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays for what is read of files, used again: touching new ones costs as much as reading. Those that nobody uses are given back to the reservation when they are
 * too small for what is needed next. Owned by one driver.
 */
final class PieceBuffers {
  private final MemoryReservation reservation;
  private final List<byte[]> spare = new ArrayList<>();

  PieceBuffers(MemoryReservation reservation) {
    this.reservation = reservation;
  }

  /** An array of at least that many bytes; null when there is none and memory is short. */
  byte @Nullable [] tryTake(int count) {
    byte[] found = takeSpare(count);
    if (found == null && reservation.tryGrow(count)) {
      found = new byte[count];
    }
    return found;
  }

  /**
   * An array of at least that many bytes.
   *
   * @throws io.sluice.error.SluiceException of code MEMORY_LIMIT
   */
  byte[] take(int count) {
    byte[] found = takeSpare(count);
    if (found == null) {
      reservation.grow(count);
      found = new byte[count];
    }
    return found;
  }

  private byte @Nullable [] takeSpare(int count) {
    for (int i = spare.size() - 1; i >= 0; i--) {
      if (spare.get(i).length >= count) {
        return spare.remove(i);
      }
    }
    if (!spare.isEmpty()) {
      reservation.shrink(spare.remove(spare.size() - 1).length);
    }
    return null;
  }

  /** Takes an array back that nobody uses any more. */
  void give(byte[] buffer) {
    if (buffer.length > 0) {
      spare.add(buffer);
    }
  }
}
