package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.expression.kernel.PowersOfTen;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;

/** Averages: sum by count as a DOUBLE, NULL for a group without a value. The sums of whole numbers and DECIMALs are exact. */
public final class AverageColumn implements ResultColumn {
  private final ValueAccumulator sums;
  private final GroupCounts counts;
  /** What one is in sums of DECIMALs: ten to the power of their scale. */
  private final double unit;

  /**
   * The averages of sums.
   *
   * @param sums of {@link AccumulatorKind#SUM} or {@link AccumulatorKind#INTEGER_SUM}
   * @param valueType the type of what was summed up, whose scale the sums have
   */
  public AverageColumn(ValueAccumulator sums, DataType valueType, GroupCounts counts) {
    this.sums = sums;
    this.counts = counts;
    unit = valueType instanceof DecimalType decimal ? PowersOfTen.ofDouble(decimal.scale()) : 1;
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    int start = target.length();
    target.ensureCapacity(start + count);
    double[] values = ((DoubleVector) target).values();
    for (int i = 0; i < count; i++) {
      int group = from + i;
      if (counts.count(group) == 0) {
        target.setNull(start + i);
      } else {
        values[start + i] = sum(group) / (counts.count(group) * unit);
      }
    }
    target.setLength(start + count);
  }

  private double sum(int group) {
    if (sums instanceof DoubleSumAccumulator doubles) {
      return doubles.sum(group);
    }
    if (sums instanceof LongSumAccumulator longs) {
      return longs.sum(group);
    }
    WideSum wide = (WideSum) sums;
    return Int128.toDouble(wide.high(group), wide.low(group));
  }
}
