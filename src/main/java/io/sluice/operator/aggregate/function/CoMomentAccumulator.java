package io.sluice.operator.aggregate.function;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;

/** Count and means of pairs (y, x), and the sums of products of the distances from the means, merged as Chan does it. */
final class CoMomentAccumulator extends GroupedState {
  private static final int MEAN_X = 0;
  private static final int MEAN_Y = 1;
  private static final int XX = 2;
  private static final int YY = 3;
  private static final int XY = 4;

  /** How many state columns there are. */
  static final int STATE_COUNT = 6;

  private final CoMoment moment;
  private long[] counts = new long[0];
  private final double[][] sums = new double[XY + 1][0];

  CoMomentAccumulator(CoMoment moment, MemoryReservation reservation) {
    super(reservation);
    this.moment = moment;
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
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      double y = Values.doubleAt(arguments[0], row);
      double x = Values.doubleAt(arguments[1], row);
      add(rows.groupOfRow(row), 1, x, y, 0, 0, 0);
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
            Values.doubleAt(states[1 + MEAN_X], row),
            Values.doubleAt(states[1 + MEAN_Y], row),
            Values.doubleAt(states[1 + XX], row),
            Values.doubleAt(states[1 + YY], row),
            Values.doubleAt(states[1 + XY], row));
      }
    }
  }

  private void add(int group, long count, double x, double y, double xx, double yy, double xy) {
    double n1 = counts[group];
    double n2 = count;
    double n = n1 + n2;
    double deltaX = x - sums[MEAN_X][group];
    double deltaY = y - sums[MEAN_Y][group];
    double weight = n1 * n2 / n;
    counts[group] += count;
    sums[MEAN_X][group] += deltaX * (n2 / n);
    sums[MEAN_Y][group] += deltaY * (n2 / n);
    if (count == 1) {
      // Welford's products, in which a rounding error of the means cancels out.
      double newDeltaY = y - sums[MEAN_Y][group];
      sums[XX][group] += deltaX * (x - sums[MEAN_X][group]);
      sums[YY][group] += deltaY * newDeltaY;
      sums[XY][group] += deltaX * newDeltaY;
    } else {
      sums[XX][group] += xx + deltaX * deltaX * weight;
      sums[YY][group] += yy + deltaY * deltaY * weight;
      sums[XY][group] += xy + deltaX * deltaY * weight;
    }
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
      if (moment == CoMoment.COUNT) {
        Values.append(target, counts[group]);
      } else if (moment.isDefined(counts[group], sums[XX][group], sums[YY][group])) {
        double result = moment.of(
            (double) counts[group],
            sums[MEAN_X][group],
            sums[MEAN_Y][group],
            sums[XX][group],
            sums[YY][group],
            sums[XY][group]);
        Values.append(target, result);
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
