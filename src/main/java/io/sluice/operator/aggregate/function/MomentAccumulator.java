package io.sluice.operator.aggregate.function;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;

/**
 * Count, mean and the sums of the second to fourth power of the distances from the mean.
 *
 * <p>A value is a part of one value, and parts are merged by Pébay's formulas ("Formulas for robust, one-pass parallel computation of covariances and
 * arbitrary-order statistical moments", Sandia 2008), of which Welford's and Chan's are the case of the second power: nothing large is subtracted from
 * something large.
 */
final class MomentAccumulator extends GroupedState {
  private final Moment moment;
  private long[] counts = new long[0];
  private final double[][] sums;

  MomentAccumulator(Moment moment, MemoryReservation reservation) {
    super(reservation);
    this.moment = moment;
    sums = new double[moment.highestPower()][0];
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    counts = longer(counts, newCapacity);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = longer(sums[i], newCapacity);
    }
  }

  @Override
  public void update(GroupedRows rows, Vector[] arguments) {
    Vector values = arguments[0];
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      add(rows.groupOfRow(row), 1, Values.doubleAt(values, row), 0, 0, 0);
    }
  }

  @Override
  public void merge(GroupedRows rows, Vector[] states) {
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      long count = Values.longAt(states[0], row);
      if (count > 0) {
        add(
            rows.groupOfRow(row),
            count,
            Values.doubleAt(states[1], row),
            Values.doubleAt(states[2], row),
            sums.length > 2 ? Values.doubleAt(states[3], row) : 0,
            sums.length > 3 ? Values.doubleAt(states[4], row) : 0);
      }
    }
  }

  private void add(
      int group, long otherCount, double otherMean, double other2, double other3, double other4) {
    double n1 = counts[group];
    double n2 = otherCount;
    double n = n1 + n2;
    double mean = sums[0][group];
    double m2 = sums[1][group];
    double delta = otherMean - mean;
    double part = delta / n;
    double product = delta * part * n1 * n2;
    counts[group] += otherCount;
    if (sums.length > 2) {
      double m3 = sums[2][group];
      if (sums.length > 3) {
        sums[3][group] += other4
            + product * part * part * (n1 * n1 - n1 * n2 + n2 * n2)
            + 6 * part * part * (n1 * n1 * other2 + n2 * n2 * m2)
            + 4 * part * (n1 * other3 - n2 * m3);
      }
      sums[2][group] += other3 + product * part * (n1 - n2) + 3 * part * (n1 * other2 - n2 * m2);
    }
    sums[0][group] += part * n2;
    // For one value Welford's product, in which a rounding error of the mean cancels out.
    sums[1][group] += otherCount == 1 ? delta * (otherMean - sums[0][group]) : other2 + product;
  }

  @Override
  public void writeState(int column, int from, int count, FlatVector target) {
    for (int group = from; group < from + count; group++) {
      if (column == 0) {
        Values.append(target, counts[group]);
      } else {
        Values.append(target, sums[column - 1][group]);
      }
    }
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    for (int group = from; group < from + count; group++) {
      double m2 = sums[1][group];
      if (moment.isDefined(counts[group], m2)) {
        double m3 = sums.length > 2 ? sums[2][group] : 0;
        double m4 = sums.length > 3 ? sums[3][group] : 0;
        Values.append(target, moment.of((double) counts[group], m2, m3, m4));
      } else {
        target.appendNull();
      }
    }
  }

  @Override
  public void clear(int groupCount) {
    Arrays.fill(counts, 0, groupCount, 0);
    for (double[] sum : sums) {
      Arrays.fill(sum, 0, groupCount, 0);
    }
  }
}
