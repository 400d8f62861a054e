package io.sluice.operator.aggregate.function;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.Vector;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.sort.RowSorter;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps all values of all groups until a result is asked for. All rows of a group must come to one place. */
abstract class CollectingAccumulator extends GroupedState {
  private final RowSorter store;
  private final boolean isSorted;
  private IntVector groups = new IntVector(DataType.INTEGER, 0);
  private int groupCount;
  private @Nullable GroupedSlices slices;

  /**
   * @param types of the arguments
   * @param isSorted whether {@link #writeResult} wants the rows of a group by their first argument, ascending; otherwise in the order they came
   */
  CollectingAccumulator(List<DataType> types, boolean isSorted, MemoryReservation memory) {
    super(memory);
    this.isSorted = isSorted;
    List<DataType> columns = new ArrayList<>(types);
    columns.add(DataType.INTEGER);
    store = new RowSorter(columns, List.of(new RowSorter.Key(0, false, false)), memory);
  }

  /**
   * Appends the result of a group that has rows.
   *
   * @param columns the arguments of all groups
   */
  abstract void writeResult(
      FlatVector[] columns, GroupedSlices slices, int group, FlatVector target);

  @Override
  void grow(int oldCapacity, int newCapacity) {
    // Nothing is kept for a group beside its rows.
  }

  @Override
  public void update(GroupedRows rows, Vector[] arguments) {
    if (rows.count() == 0) {
      return;
    }
    int length = 0;
    for (int i = 0; i < rows.count(); i++) {
      length = Math.max(length, rows.row(i) + 1);
    }
    groups.reset();
    groups.ensureCapacity(length);
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      int group = rows.groupOfRow(row);
      groups.values()[row] = group;
      groupCount = Math.max(groupCount, group + 1);
    }
    groups.setLength(length);
    Vector[] columns = Arrays.copyOf(arguments, arguments.length + 1);
    columns[arguments.length] = groups;
    store.append(columns, rows.rows(), rows.count());
    slices = null;
  }

  @Override
  public void merge(GroupedRows rows, Vector[] states) {
    throw new IllegalStateException("a group cannot be split");
  }

  @Override
  public void writeState(int column, int from, int count, FlatVector target) {
    throw new IllegalStateException("a group cannot be split");
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    GroupedSlices sorted = slices();
    for (int group = from; group < from + count; group++) {
      if (sorted.count(group) == 0) {
        target.appendNull();
      } else {
        writeResult(store.columns(), sorted, group, target);
      }
    }
  }

  private GroupedSlices slices() {
    GroupedSlices sorted = slices;
    if (sorted == null) {
      int[] order;
      if (isSorted) {
        order = store.order();
      } else {
        order = new int[store.rowCount()];
        Arrays.setAll(order, i -> i);
      }
      FlatVector[] columns = store.columns();
      sorted =
          GroupedSlices.of(order, ((IntVector) columns[columns.length - 1]).values(), groupCount);
      slices = sorted;
    }
    return sorted;
  }

  @Override
  public void clear(int count) {
    store.clear();
    groupCount = 0;
    slices = null;
  }

  /** What the order of the rows takes, once it is known. */
  @Override
  public long retainedBytes() {
    return slices == null ? 0 : 2L * Integer.BYTES * store.rowCount();
  }
}
