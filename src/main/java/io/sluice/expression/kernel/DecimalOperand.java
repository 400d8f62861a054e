package io.sluice.expression.kernel;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import org.jspecify.annotations.Nullable;

/** The two words of DECIMAL values of either width, constant or not. */
public final class DecimalOperand {
  private final long @Nullable [] highs;
  private final long[] lows;
  private final int rowMask;

  private DecimalOperand(long @Nullable [] highs, long[] lows, int rowMask) {
    this.highs = highs;
    this.lows = lows;
    this.rowMask = rowMask;
  }

  public static DecimalOperand of(KernelInput input, int index) {
    FlatVector vector = input.argument(index);
    int rowMask = input.isConstant(index) ? 0 : -1;
    if (vector instanceof Decimal128Vector wide) {
      return new DecimalOperand(wide.high(), wide.low(), rowMask);
    }
    return new DecimalOperand(null, ((LongVector) vector).values(), rowMask);
  }

  public long low(int row) {
    return lows[row & rowMask];
  }

  public long high(int row) {
    return highs == null ? lows[row & rowMask] >> 63 : highs[row & rowMask];
  }
}
