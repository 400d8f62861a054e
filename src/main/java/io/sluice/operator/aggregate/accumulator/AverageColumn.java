package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import java.math.BigInteger;

/** Averages: sum by count, NULL for a group without a value. DECIMALs are rounded half up, away from zero. */
public final class AverageColumn implements ResultColumn {
  private final ValueAccumulator sums;
  private final GroupCounts counts;
  private final long factor;

  private AverageColumn(ValueAccumulator sums, GroupCounts counts, long factor) {
    this.sums = sums;
    this.counts = counts;
    this.factor = factor;
  }

  /**
   * The averages of sums.
   *
   * @param sums of {@link AccumulatorKind#SUM} or {@link AccumulatorKind#INTEGER_SUM}
   * @param valueType the type of what was summed up, whose scale the sums have
   * @param resultType DOUBLE, or DECIMAL of 38 digits with at least the same scale
   */
  public static AverageColumn of(
      ValueAccumulator sums, DataType valueType, GroupCounts counts, DataType resultType) {
    long factor = 1;
    if (resultType instanceof DecimalType result && valueType instanceof DecimalType value) {
      factor = BigInteger.TEN.pow(result.scale() - value.scale()).longValueExact();
    }
    return new AverageColumn(sums, counts, factor);
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    int start = target.length();
    target.ensureCapacity(start + count);
    for (int i = 0; i < count; i++) {
      int group = from + i;
      if (counts.count(group) == 0) {
        target.setNull(start + i);
      } else if (target instanceof DoubleVector doubles) {
        doubles.values()[start + i] = sumAsDouble(group) / counts.count(group);
      } else {
        writeDecimal(group, (Decimal128Vector) target, start + i);
      }
    }
    target.setLength(start + count);
  }

  private double sumAsDouble(int group) {
    if (sums instanceof DoubleSumAccumulator doubles) {
      return doubles.sum(group);
    }
    if (sums instanceof LongSumAccumulator longs) {
      return longs.sum(group);
    }
    WideSum wide = (WideSum) sums;
    return Int128.toDouble(wide.high(group), wide.low(group));
  }

  private void writeDecimal(int group, Decimal128Vector target, int row) {
    WideSum wide = (WideSum) sums;
    long high = wide.high(group);
    long low = wide.low(group);
    long count = counts.count(group);
    long scaled = low * factor;
    boolean isNarrow = Int128.isLong(high, low) && Math.multiplyHigh(low, factor) == scaled >> 63;
    if (isNarrow) {
      long average = roundedQuotient(scaled, count);
      target.high()[row] = average >> 63;
      target.low()[row] = average;
    } else {
      BigInteger average = Int128.average(high, low, factor, count);
      target.high()[row] = average.shiftRight(Long.SIZE).longValueExact();
      target.low()[row] = average.longValue();
    }
  }

  private static long roundedQuotient(long dividend, long divisor) {
    long quotient = dividend / divisor;
    long remainder = Math.abs(dividend % divisor);
    boolean roundsAway = remainder >= divisor - remainder;
    return roundsAway ? quotient + Long.signum(dividend) : quotient;
  }
}
