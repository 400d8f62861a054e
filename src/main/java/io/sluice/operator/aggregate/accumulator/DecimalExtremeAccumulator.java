package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The least or greatest DECIMAL of more than 18 digits; the greatest is the least one of the complements. */
final class DecimalExtremeAccumulator extends ValueAccumulator {
  private final long complement;
  private long[] high = new long[0];
  private long[] low = new long[0];

  DecimalExtremeAccumulator(boolean isMax, MemoryReservation reservation) {
    super(reservation);
    complement = isMax ? -1 : 0;
  }

  @Override
  public void update(int @Nullable [] groups, int @Nullable [] rows, int count, Vector vector) {
    long[] highs = ((Decimal128Vector) vector).high();
    long[] lows = ((Decimal128Vector) vector).low();
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int group = groups == null ? 0 : groups[row];
      long highWord = highs[row] ^ complement;
      long lowWord = lows[row] ^ complement;
      boolean isLess = highWord < high[group]
          || highWord == high[group] && Long.compareUnsigned(lowWord, low[group]) < 0;
      if (isLess) {
        high[group] = highWord;
        low[group] = lowWord;
      }
    }
  }

  @Override
  void grow(int oldCapacity, int newCapacity) {
    high = longer(high, newCapacity);
    low = longer(low, newCapacity);
    Arrays.fill(high, oldCapacity, newCapacity, Long.MAX_VALUE);
    Arrays.fill(low, oldCapacity, newCapacity, -1);
  }

  @Override
  void reset(int groupCount) {
    Arrays.fill(high, 0, groupCount, Long.MAX_VALUE);
    Arrays.fill(low, 0, groupCount, -1);
  }

  @Override
  void writeValues(int from, int count, FlatVector target) {
    int start = target.length();
    Decimal128Vector decimals = (Decimal128Vector) target;
    for (int i = 0; i < count; i++) {
      decimals.high()[start + i] = high[from + i] ^ complement;
      decimals.low()[start + i] = low[from + i] ^ complement;
    }
  }
}
