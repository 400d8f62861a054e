package io.sluice.expression.kernel;

import io.sluice.column.Decimal128Vector;
import java.math.BigInteger;
import java.util.List;

/** Whether a DECIMAL of more than 18 digits is in a fixed set, by binary search. */
public final class WideMembershipKernel implements SelectionKernel {
  private final long[] highs;
  private final long[] lows;

  /**
   * @param unscaled the values at the operand's scale
   */
  public WideMembershipKernel(List<BigInteger> unscaled) {
    List<BigInteger> sorted = unscaled.stream().sorted().toList();
    highs = sorted.stream().mapToLong(value -> value.shiftRight(64).longValue()).toArray();
    lows = sorted.stream().mapToLong(BigInteger::longValue).toArray();
  }

  @Override
  public int select(KernelInput input, int[] output) {
    Decimal128Vector source = (Decimal128Vector) input.argument(0);
    long[] high = source.high();
    long[] low = source.low();
    int[] rows = input.rows();
    int selected = 0;
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      output[selected] = row;
      selected += contains(high[row], low[row]) ? 1 : 0;
    }
    return selected;
  }

  private boolean contains(long high, long low) {
    int from = 0;
    int to = highs.length;
    while (from < to) {
      int middle = from + to >>> 1;
      if (Int128.isLess(highs[middle], lows[middle], high, low)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from < highs.length && highs[from] == high && lows[from] == low;
  }
}
