package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sums of DOUBLE in the order in which rows come, which is not defined: the last digits may differ from run to run. */
final class DoubleSumAccumulator extends ValueAccumulator {
  private double[] sums = new double[0];

  DoubleSumAccumulator(MemoryReservation reservation) {
    super(reservation);
  }

  @Override
  public void update(int @Nullable [] groups, int @Nullable [] rows, int count, Vector values) {
    double[] from = ((DoubleVector) values).values();
    if (groups == null) {
      sums[0] += sum(rows, count, from);
    } else if (rows == null) {
      for (int i = 0; i < count; i++) {
        sums[groups[i]] += from[i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        sums[groups[row]] += from[row];
      }
    }
  }

  /** In four interleaved sums, which do not wait for one another. */
  private static double sum(int @Nullable [] rows, int count, double[] values) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    if (rows == null) {
      for (; i + 3 < count; i += 4) {
        first += values[i];
        second += values[i + 1];
        third += values[i + 2];
        fourth += values[i + 3];
      }
    } else {
      for (; i + 3 < count; i += 4) {
        first += values[rows[i]];
        second += values[rows[i + 1]];
        third += values[rows[i + 2]];
        fourth += values[rows[i + 3]];
      }
    }
    double sum = first + second + (third + fourth);
    for (; i < count; i++) {
      sum += values[rows == null ? i : rows[i]];
    }
    return sum;
  }

  double sum(int group) {
    return sums[group];
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    sums = longer(sums, newCapacity);
  }

  @Override
  void reset(int groupCount) {
    Arrays.fill(sums, 0, groupCount, 0);
  }

  @Override
  void writeValues(int from, int count, FlatVector target) {
    System.arraycopy(sums, from, ((DoubleVector) target).values(), target.length(), count);
  }
}
