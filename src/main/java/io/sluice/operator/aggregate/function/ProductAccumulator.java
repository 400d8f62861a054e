package io.sluice.operator.aggregate.function;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;

/** The product of all values, or their geometric mean: the exponential of the average of their logarithms. */
final class ProductAccumulator extends GroupedState {
  private final boolean isMean;
  private long[] counts = new long[0];
  private double[] results = new double[0];

  ProductAccumulator(boolean isMean, MemoryReservation reservation) {
    super(reservation);
    this.isMean = isMean;
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    counts = longer(counts, newCapacity);
    results = longer(results, newCapacity);
    Arrays.fill(results, oldCapacity, newCapacity, initial());
  }

  private double initial() {
    return isMean ? 0 : 1;
  }

  @Override
  public void update(GroupedRows rows, Vector[] arguments) {
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      double value = Values.doubleAt(arguments[0], row);
      add(rows.groupOfRow(row), 1, isMean ? Math.log(value) : value);
    }
  }

  @Override
  public void merge(GroupedRows rows, Vector[] states) {
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      add(rows.groupOfRow(row), Values.longAt(states[0], row), Values.doubleAt(states[1], row));
    }
  }

  private void add(int group, long count, double value) {
    counts[group] += count;
    results[group] = isMean ? results[group] + value : results[group] * value;
  }

  @Override
  public void writeState(int column, int from, int count, FlatVector target) {
    for (int group = from; group < from + count; group++) {
      if (column == 0) {
        Values.append(target, counts[group]);
      } else {
        Values.append(target, results[group]);
      }
    }
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    for (int group = from; group < from + count; group++) {
      if (counts[group] == 0) {
        target.appendNull();
      } else {
        Values.append(target, isMean ? Math.exp(results[group] / counts[group]) : results[group]);
      }
    }
  }

  @Override
  public void clear(int groupCount) {
    Arrays.fill(counts, 0, groupCount, 0);
    Arrays.fill(results, 0, groupCount, initial());
  }
}
