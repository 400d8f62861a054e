package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.FlatVector;
import io.sluice.memory.MemoryReservation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One number, text or other state for each group. Memory is reserved before it grows. Owned by one driver.
 *
 * <p>A group whose rows were all NULL or filtered out has no value. To know which, an accumulator needs to look closer only from the first update on
 * that left rows out; before it every group has a value.
 */
public abstract class Accumulator implements ResultColumn {
  private static final int MIN_CAPACITY = 256;

  private final MemoryReservation reservation;
  private int capacity;
  private int completeGroups;
  private byte @Nullable [] hasValue;

  Accumulator(MemoryReservation reservation) {
    this.reservation = reservation;
  }

  /** Makes the arrays longer; new groups get the initial state. */
  abstract void grow(int oldCapacity, int newCapacity);

  /** Puts groups back to the initial state. */
  abstract void reset(int groupCount);

  /** Appends the values of consecutive groups, those without a value as anything. */
  abstract void writeValues(int from, int count, FlatVector target);

  /** Whether a group without a value has a result all the same. */
  boolean isNeverNull() {
    return false;
  }

  /** Makes room for that many groups. */
  public final void ensureGroups(int groupCount) {
    if (groupCount > capacity) {
      int grown = Math.max(MIN_CAPACITY, (int) Math.min(groupCount * 2L, Integer.MAX_VALUE - 8));
      byte[] flags = hasValue;
      if (flags != null) {
        reservation.grow(grown - capacity);
        hasValue = Arrays.copyOf(flags, grown);
      }
      grow(capacity, grown);
      capacity = grown;
    }
  }

  /**
   * Remembers which groups have a value, for rows that were brought into their groups.
   *
   * @param isComplete whether the rows are all those that the groups were formed of
   */
  public final void markValues(
      int @Nullable [] groups,
      int @Nullable [] rows,
      int count,
      boolean isComplete,
      int groupCount) {
    if (isNeverNull() || count == 0 && isComplete) {
      return;
    }
    byte[] flags = hasValue;
    if (flags == null) {
      if (isComplete) {
        completeGroups = groupCount;
        return;
      }
      reservation.grow(capacity);
      flags = new byte[capacity];
      Arrays.fill(flags, 0, completeGroups, (byte) 1);
      hasValue = flags;
    }
    if (groups == null) {
      flags[0] |= (byte) (count > 0 ? 1 : 0);
      return;
    }
    for (int i = 0; i < count; i++) {
      flags[groups[rows == null ? i : rows[i]]] = 1;
    }
  }

  final boolean hasValue(int group) {
    byte[] flags = hasValue;
    return flags == null ? group < completeGroups : flags[group] != 0;
  }

  @Override
  public final void write(int from, int count, FlatVector target) {
    int start = target.length();
    target.ensureCapacity(start + count);
    writeValues(from, count, target);
    target.setLength(start + count);
    byte[] flags = hasValue;
    if (!isNeverNull() && (flags != null || from + count > completeGroups)) {
      for (int i = 0; i < count; i++) {
        if (!hasValue(from + i)) {
          target.setNull(start + i);
        }
      }
    }
  }

  /** Puts all groups back to the initial state. */
  public final void clear(int groupCount) {
    byte[] flags = hasValue;
    if (flags != null) {
      Arrays.fill(flags, 0, groupCount, (byte) 0);
    }
    completeGroups = 0;
    reset(groupCount);
  }

  /** A longer copy, its memory reserved. */
  final long[] longer(long[] array, int newLength) {
    reservation.grow((long) Long.BYTES * (newLength - array.length));
    return Arrays.copyOf(array, newLength);
  }

  /** A longer copy, its memory reserved. */
  final double[] longer(double[] array, int newLength) {
    reservation.grow((long) Double.BYTES * (newLength - array.length));
    return Arrays.copyOf(array, newLength);
  }

  /** A longer copy, its memory reserved. */
  final int[] longer(int[] array, int newLength) {
    reservation.grow((long) Integer.BYTES * (newLength - array.length));
    return Arrays.copyOf(array, newLength);
  }

  /** A longer copy, its memory reserved. */
  final byte[] longer(byte[] array, int newLength) {
    reservation.grow(newLength - array.length);
    return Arrays.copyOf(array, newLength);
  }

  /** Gives back the memory of an array that was replaced. */
  final void giveBack(long bytes) {
    reservation.shrink(bytes);
  }
}
