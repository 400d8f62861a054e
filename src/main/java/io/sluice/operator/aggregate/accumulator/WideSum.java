package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.FlatVector;
import io.sluice.memory.MemoryReservation;

/** Sums that are 128 bits wide, of which the average is taken too. */
abstract class WideSum extends ValueAccumulator {
  WideSum(MemoryReservation reservation) {
    super(reservation);
  }

  /** The high 64 bits of a group's sum in two's complement. */
  abstract long high(int group);

  /** The low 64 bits. */
  abstract long low(int group);

  @Override
  final void writeValues(int from, int count, FlatVector target) {
    int start = target.length();
    long[] high = ((Decimal128Vector) target).high();
    long[] low = ((Decimal128Vector) target).low();
    for (int i = 0; i < count; i++) {
      long highWord = high(from + i);
      long lowWord = low(from + i);
      Int128.requireDecimal(highWord, lowWord);
      high[start + i] = highWord;
      low[start + i] = lowWord;
    }
  }
}
