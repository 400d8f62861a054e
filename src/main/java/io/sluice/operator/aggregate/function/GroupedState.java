package io.sluice.operator.aggregate.function;

import io.sluice.extension.AggregateAccumulator;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;

/** An accumulator that keeps arrays with an entry for each group. Memory is reserved before they grow. */
abstract class GroupedState implements AggregateAccumulator {
  private static final int MIN_CAPACITY = 256;

  private final MemoryReservation reservation;
  private int capacity;

  GroupedState(MemoryReservation reservation) {
    this.reservation = reservation;
  }

  @Override
  public final void ensureGroups(int groupCount) {
    if (groupCount > capacity) {
      int grown = Math.max(MIN_CAPACITY, (int) Math.min(groupCount * 2L, Integer.MAX_VALUE - 8));
      grow(capacity, grown);
      capacity = grown;
    }
  }

  /** Makes the arrays longer; new groups get the state without rows. */
  abstract void grow(int oldCapacity, int newCapacity);

  @Override
  public long retainedBytes() {
    return 0;
  }

  final MemoryReservation reservation() {
    return reservation;
  }

  final long[] longer(long[] array, int newLength) {
    reservation.grow((long) Long.BYTES * (newLength - array.length));
    return Arrays.copyOf(array, newLength);
  }

  final double[] longer(double[] array, int newLength) {
    reservation.grow((long) Double.BYTES * (newLength - array.length));
    return Arrays.copyOf(array, newLength);
  }

  final int[] longer(int[] array, int newLength) {
    reservation.grow((long) Integer.BYTES * (newLength - array.length));
    return Arrays.copyOf(array, newLength);
  }

  final byte[] longer(byte[] array, int newLength) {
    reservation.grow(newLength - array.length);
    return Arrays.copyOf(array, newLength);
  }
}
