package io.sluice.operator.aggregate;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.Vector;
import io.sluice.expression.SortField;
import io.sluice.extension.AggregateAccumulator;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.sort.RowSorter;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the rows of a call with ORDER BY and brings them in, in order, when the results are wanted. Owned by one driver. */
final class OrderedReplay {
  private final RowSorter store;
  private final int groupColumn;
  private final IntVector groupNumbers = new IntVector(DataType.INTEGER, 0);

  /**
   * @param types of the arguments, then of the fields of the order
   */
  OrderedReplay(List<DataType> types, List<SortField> order, MemoryReservation reservation) {
    groupColumn = types.size();
    List<DataType> columns = new ArrayList<>(types);
    columns.add(DataType.INTEGER);
    List<RowSorter.Key> keys = new ArrayList<>();
    int column = types.size() - order.size();
    for (SortField field : order) {
      keys.add(new RowSorter.Key(column++, field.descending(), field.nullsFirst()));
    }
    store = new RowSorter(columns, keys, reservation);
  }

  void keep(Vector[] values, int @Nullable [] rows, int count, int @Nullable [] groups) {
    if (count == 0) {
      return;
    }
    int length = rows == null ? count : rows[count - 1] + 1;
    groupNumbers.reset();
    groupNumbers.ensureCapacity(length);
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      groupNumbers.values()[row] = groups == null ? 0 : groups[row];
    }
    groupNumbers.setLength(length);
    Vector[] columns = Arrays.copyOf(values, values.length + 1);
    columns[groupColumn] = groupNumbers;
    store.append(columns, rows, count);
  }

  /** Brings in what was kept since the last time, and forgets it. */
  void replayInto(AggregateAccumulator accumulator, int argumentCount) {
    if (store.rowCount() == 0) {
      return;
    }
    int[] order = store.order();
    FlatVector[] columns = store.columns();
    int[] groups = ((IntVector) columns[groupColumn]).values();
    accumulator.update(
        new GroupedRows().set(groups, order, order.length),
        Arrays.copyOf(columns, argumentCount, Vector[].class));
    store.clear();
  }

  void clear() {
    store.clear();
  }
}
