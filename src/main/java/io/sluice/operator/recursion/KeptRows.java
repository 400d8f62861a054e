package io.sluice.operator.recursion;

import io.sluice.column.BatchBuilder;
import io.sluice.column.RecordBatch;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;

/** Copies of the rows of one iteration. Owned by one driver. */
final class KeptRows {
  private final Schema schema;
  private final MemoryReservation reservation;
  private final List<RecordBatch> batches = new ArrayList<>();
  private long reservedBytes;

  /**
   * Keeps nothing yet.
   *
   * @param reservation may be shared with other rows of the driver
   */
  KeptRows(Schema schema, MemoryReservation reservation) {
    this.schema = schema;
    this.reservation = reservation;
  }

  List<RecordBatch> batches() {
    return batches;
  }

  boolean isEmpty() {
    return batches.isEmpty();
  }

  /**
   * Copies rows of a batch of the same types.
   *
   * @return the copy
   * @throws io.sluice.error.SluiceException of code MEMORY_LIMIT
   */
  RecordBatch add(RecordBatch batch, int[] rows, int count) {
    BatchBuilder builder = new BatchBuilder(schema);
    builder.begin(count);
    builder.appendRows(batch, rows, 0, count);
    RecordBatch copy = builder.finish(count);
    long bytes = copy.retainedBytes();
    reservation.grow(bytes);
    reservedBytes += bytes;
    batches.add(copy);
    return copy;
  }

  /** Forgets the rows. */
  void clear() {
    batches.clear();
    reservation.shrink(reservedBytes);
    reservedBytes = 0;
  }
}
