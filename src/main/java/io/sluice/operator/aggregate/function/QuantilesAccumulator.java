package io.sluice.operator.aggregate.function;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An ARRAY with a quantile for each fraction in the ARRAY that is the second argument; a group's fractions are those of its least value's row. */
final class QuantilesAccumulator extends CollectingAccumulator {
  private final boolean isInterpolated;

  /**
   * @param types of both arguments
   */
  QuantilesAccumulator(boolean isInterpolated, List<DataType> types, MemoryReservation memory) {
    super(types, true, memory);
    this.isInterpolated = isInterpolated;
  }

  @Override
  void writeResult(FlatVector[] columns, GroupedSlices slices, int group, FlatVector target) {
    int count = slices.count(group);
    List<@Nullable Object> quantiles = new ArrayList<>();
    for (double fraction : fractions(columns[1].value(slices.row(group, 0)))) {
      if (isInterpolated) {
        double[] values = ((DoubleVector) columns[0]).values();
        quantiles.add(QuantileAccumulator.interpolated(
            fraction, count, place -> values[slices.row(group, place)]));
      } else {
        int place = QuantileAccumulator.place(fraction, count);
        quantiles.add(columns[0].value(slices.row(group, place)));
      }
    }
    target.appendValue(quantiles);
  }

  private static List<Double> fractions(@Nullable Object array) {
    List<Double> fractions = new ArrayList<>();
    for (Object fraction : (List<?>) (array == null ? List.of() : array)) {
      if (fraction == null) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT, "A quantile takes a fraction from 0 to 1, but got NULL");
      }
      fractions.add(QuantileAccumulator.checked((Double) fraction));
    }
    return fractions;
  }
}
