package io.sluice.operator.aggregate.function;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.util.Arrays;
import java.util.List;

/** The median of the distances from the median. */
final class DeviationAccumulator extends CollectingAccumulator {
  DeviationAccumulator(MemoryReservation memory) {
    super(List.of(DataType.DOUBLE), true, memory);
  }

  @Override
  void writeResult(FlatVector[] columns, GroupedSlices slices, int group, FlatVector target) {
    double[] values = ((DoubleVector) columns[0]).values();
    double[] sorted = new double[slices.count(group)];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = values[slices.row(group, i)];
    }
    double median = median(sorted);
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.abs(sorted[i] - median);
    }
    Arrays.sort(sorted);
    Values.append(target, median(sorted));
  }

  private static double median(double[] sorted) {
    double low = sorted[(sorted.length - 1) / 2];
    double high = sorted[sorted.length / 2];
    return low == high ? low : low + (high - low) / 2;
  }
}
