package io.sluice.operator.aggregate.function;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;

/** Counts the rows it sees, or those whose argument is true. The state is the count so far. */
final class RowCountAccumulator extends GroupedState {
  private final boolean isConditional;
  private long[] counts = new long[0];

  RowCountAccumulator(boolean isConditional, MemoryReservation reservation) {
    super(reservation);
    this.isConditional = isConditional;
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    counts = longer(counts, newCapacity);
  }

  @Override
  public void update(GroupedRows rows, Vector[] arguments) {
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (!isConditional || Values.booleanAt(arguments[0], row)) {
        counts[rows.groupOfRow(row)]++;
      }
    }
  }

  @Override
  public void merge(GroupedRows rows, Vector[] states) {
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      counts[rows.groupOfRow(row)] += Values.longAt(states[0], row);
    }
  }

  @Override
  public void writeState(int column, int from, int count, FlatVector target) {
    write(from, count, target);
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    for (int group = from; group < from + count; group++) {
      Values.append(target, counts[group]);
    }
  }

  @Override
  public void clear(int groupCount) {
    Arrays.fill(counts, 0, groupCount, 0);
  }
}
