package io.sluice.operator.aggregate.function;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;

/** AND or OR of all values. The state is the result so far. */
final class BooleanAccumulator extends GroupedState {
  private static final byte NONE = -1;

  private final boolean isAnd;
  private byte[] results = new byte[0];

  BooleanAccumulator(boolean isAnd, MemoryReservation reservation) {
    super(reservation);
    this.isAnd = isAnd;
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    results = longer(results, newCapacity);
    Arrays.fill(results, oldCapacity, newCapacity, NONE);
  }

  @Override
  public void update(GroupedRows rows, Vector[] arguments) {
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      int group = rows.groupOfRow(row);
      byte value = (byte) (Values.booleanAt(arguments[0], row) ? 1 : 0);
      byte before = results[group];
      if (before == NONE) {
        results[group] = value;
      } else {
        results[group] = (byte) (isAnd ? before & value : before | value);
      }
    }
  }

  @Override
  public void merge(GroupedRows rows, Vector[] states) {
    update(NotNullRows.of(rows, states[0]), states);
  }

  @Override
  public void writeState(int column, int from, int count, FlatVector target) {
    write(from, count, target);
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    for (int group = from; group < from + count; group++) {
      target.appendValue(results[group] == NONE ? null : Boolean.valueOf(results[group] != 0));
    }
  }

  @Override
  public void clear(int groupCount) {
    Arrays.fill(results, 0, groupCount, NONE);
  }
}
