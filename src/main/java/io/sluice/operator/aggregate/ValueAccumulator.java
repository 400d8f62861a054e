package io.sluice.operator.aggregate;

import io.sluice.column.Vector;
import io.sluice.memory.MemoryReservation;
import org.jspecify.annotations.Nullable;

/** An accumulator of values, with the kernels that bring rows into it. Kernels never see a NULL. */
abstract class ValueAccumulator extends Accumulator {
  ValueAccumulator(MemoryReservation reservation) {
    super(reservation);
  }

  /**
   * Brings rows into their groups.
   *
   * @param groups the group of each row, at the row; null when all belong to group 0
   * @param rows the rows that count, none of them NULL; null for the first {@code count}
   * @param values a flat vector, for VARCHAR one of any encoding
   */
  abstract void update(int @Nullable [] groups, int @Nullable [] rows, int count, Vector values);
}
