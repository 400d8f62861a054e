package io.sluice.operator.aggregate.function;

import io.sluice.column.BooleanVector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The value below which a fraction of the values lie: one of the values, or between two of them by linear interpolation. The fraction is the second argument,
 * where there is one, and whether it counts from the greatest value on the third; a group's are those of its least value's row.
 */
final class QuantileAccumulator extends CollectingAccumulator {
  private static final double MEDIAN = 0.5;

  private final boolean isInterpolated;
  private final int argumentCount;

  /**
   * @param types of the arguments
   */
  QuantileAccumulator(boolean isInterpolated, List<DataType> types, MemoryReservation memory) {
    super(types, true, memory);
    this.isInterpolated = isInterpolated;
    argumentCount = types.size();
  }

  @Override
  void writeResult(FlatVector[] columns, GroupedSlices slices, int group, FlatVector target) {
    int count = slices.count(group);
    double fraction = MEDIAN;
    if (argumentCount > 1) {
      fraction = checked(((DoubleVector) columns[1]).values()[slices.row(group, 0)]);
    }
    boolean isDescending =
        argumentCount > 2 && ((BooleanVector) columns[2]).get(slices.row(group, 0));
    if (isInterpolated) {
      double[] values = ((DoubleVector) columns[0]).values();
      Values.append(
          target,
          interpolated(fraction, count, place -> values[at(slices, group, place, isDescending)]));
    } else {
      int[] row = {at(slices, group, place(fraction, count), isDescending)};
      target.appendRows(columns[0], row, 0, 1);
    }
  }

  /** @throws SluiceException of code INVALID_ARGUMENT for a number that is no fraction */
  static double checked(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "A quantile takes a fraction from 0 to 1, but got " + fraction);
    }
    return fraction;
  }

  /** The place of the value at or below which at least a fraction of so many values are. */
  static int place(double fraction, int count) {
    return Math.max(0, (int) Math.ceil(fraction * count) - 1);
  }

  /**
   * Between the two values next to a fraction of so many values.
   *
   * @param values by their places
   */
  static double interpolated(double fraction, int count, IntToDoubleFunction values) {
    double position = fraction * (count - 1);
    int below = (int) Math.floor(position);
    int above = (int) Math.ceil(position);
    double low = values.applyAsDouble(below);
    return below == above ? low : low + (position - below) * (values.applyAsDouble(above) - low);
  }

  /** The row of the i-th value in the order asked for. */
  private static int at(GroupedSlices slices, int group, int i, boolean isDescending) {
    return slices.row(group, isDescending ? slices.count(group) - 1 - i : i);
  }
}
