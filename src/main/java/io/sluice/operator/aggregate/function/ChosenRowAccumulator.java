package io.sluice.operator.aggregate.function;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.sort.RowSorter;
import io.sluice.type.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * The value of one row of each group, with its key where it is chosen by one. A better row is added to a store; when most of the store is waste it is packed.
 *
 * <p>State columns: the value, the key where there is one, and whether there is a row at all.
 */
final class ChosenRowAccumulator extends GroupedState {
  private static final int NONE = -1;
  private static final int MIN_WASTE = 1024;

  private final ChosenRow choice;
  private final boolean ignoresNullKeys;
  private final RowSorter store;
  private final int columnCount;
  private final int[] one = new int[1];
  private int[] chosen = new int[0];
  private int groupCount;

  /**
   * @param types of the value and, where there is one, of the key
   */
  ChosenRowAccumulator(
      ChosenRow choice, boolean ignoresNullKeys, List<DataType> types, MemoryReservation memory) {
    super(memory);
    this.choice = choice;
    this.ignoresNullKeys = ignoresNullKeys;
    columnCount = types.size();
    store = new RowSorter(types, List.of(new RowSorter.Key(columnCount - 1, false, false)), memory);
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    chosen = longer(chosen, newCapacity);
    Arrays.fill(chosen, oldCapacity, newCapacity, NONE);
  }

  @Override
  public void update(GroupedRows rows, Vector[] arguments) {
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (!ignoresNullKeys || !arguments[columnCount - 1].isNull(row)) {
        offer(rows.groupOfRow(row), arguments, row);
      }
    }
  }

  @Override
  public void merge(GroupedRows rows, Vector[] states) {
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      if (Values.booleanAt(states[columnCount], row)) {
        offer(rows.groupOfRow(row), states, row);
      }
    }
  }

  private void offer(int group, Vector[] source, int row) {
    groupCount = Math.max(groupCount, group + 1);
    int present = chosen[group];
    if (present != NONE && choice == ChosenRow.FIRST) {
      return;
    }
    if (present != NONE && choice.hasKey()) {
      int order = store.compareWith(source[columnCount - 1], row, present);
      if (choice == ChosenRow.LEAST_KEY ? order >= 0 : order <= 0) {
        return;
      }
    }
    if (store.rowCount() > 2 * groupCount + MIN_WASTE) {
      pack();
    }
    one[0] = row;
    store.append(source, one, 1);
    chosen[group] = store.rowCount() - 1;
  }

  private void pack() {
    int[] kept = new int[groupCount];
    int count = 0;
    for (int group = 0; group < groupCount; group++) {
      if (chosen[group] != NONE) {
        kept[count] = chosen[group];
        chosen[group] = count++;
      }
    }
    store.retain(kept, count);
  }

  @Override
  public void writeState(int column, int from, int count, FlatVector target) {
    if (column == columnCount) {
      for (int group = from; group < from + count; group++) {
        target.appendValue(chosen[group] != NONE);
      }
    } else {
      target.appendRows(store.columns()[column], chosen, from, count);
    }
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    target.appendRows(store.columns()[0], chosen, from, count);
  }

  @Override
  public void clear(int count) {
    Arrays.fill(chosen, 0, count, NONE);
    groupCount = 0;
    store.clear();
  }
}
