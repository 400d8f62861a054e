package io.sluice.operator.key;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.memory.MemoryReservation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers distinct byte strings from 0 on. An open-addressing table of {@code (32-bit tag, number + 1)}, load at most a half, over one array
 * of all bytes. The tag is the high half of the hash, whose high bits place it, so that the table grows without the strings.
 *
 * <p>Written by one driver; {@link #find} may be called by many threads once nobody adds any more.
 */
final class BytesDictionary {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final int BLOCK_SIZE = 256;

  private static final int MIN_CAPACITY = 64;
  private static final int SMALL_TABLE = 1 << 14;
  private static final int EXPECTED_BYTES = 16;
  private static final int MAX_SIZE = 1 << 29;
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;
  private static final long TAG_MASK = 0xFFFFFFFF00000000L;

  private final MemoryReservation reservation;
  private long[] slots = new long[0];
  private int shift;
  private int[] offsets = new int[0];
  private byte[] data = new byte[0];
  private int size;
  private final long[] hashes = new long[BLOCK_SIZE];
  private final int[] starts = new int[BLOCK_SIZE];

  BytesDictionary(MemoryReservation reservation) {
    this.reservation = reservation;
  }

  int size() {
    return size;
  }

  byte[] data() {
    return data;
  }

  /** String {@code i} stands at {@code data[offsets[i]..offsets[i + 1])}. */
  int[] offsets() {
    return offsets;
  }

  /** The number of a string, or -1 when it was never added. */
  int find(byte[] source, int from, int length) {
    if (size == 0) {
      return -1;
    }
    long hash = hash(source, from, length);
    long tag = hash & TAG_MASK;
    int mask = slots.length - 1;
    for (int slot = index(hash); ; slot = slot + 1 & mask) {
      long entry = slots[slot];
      if (entry == 0) {
        return -1;
      }
      if ((entry & TAG_MASK) == tag && isAt((int) entry - 1, source, from, length)) {
        return (int) entry - 1;
      }
    }
  }

  /** The number of a string, which is added when it is new. */
  int add(byte[] source, int from, int length) {
    return add(hash(source, from, length), source, from, length);
  }

  /**
   * The numbers of some strings, added when they are new. All that a lookup reads of a large table is read for all of them first, so that the processor waits for many
   * lines of memory at once.
   *
   * @param strings string {@code i} stands at {@code source[offsets[strings[i]]..offsets[strings[i] + 1])}; at most {@value #BLOCK_SIZE} strings
   */
  void addAll(byte[] source, int[] sourceOffsets, int[] strings, int count, int[] numbers) {
    for (int i = 0; i < count; i++) {
      int from = sourceOffsets[strings[i]];
      hashes[i] = hash(source, from, sourceOffsets[strings[i] + 1] - from);
    }
    if (slots.length > SMALL_TABLE) {
      readAhead(count);
    }
    for (int i = 0; i < count; i++) {
      int from = sourceOffsets[strings[i]];
      numbers[i] = add(hashes[i], source, from, sourceOffsets[strings[i] + 1] - from);
    }
  }

  private void readAhead(int count) {
    for (int i = 0; i < count; i++) {
      starts[i] = Math.max((int) slots[index(hashes[i])] - 1, 0);
    }
    for (int i = 0; i < count; i++) {
      starts[i] = offsets[starts[i]];
    }
    // Kept, so that they are read.
    for (int i = 0; i < count; i++) {
      starts[i] = data[Math.min(starts[i], data.length - 1)];
    }
  }

  private int add(long hash, byte[] source, int from, int length) {
    if (2 * size >= slots.length) {
      growTable();
    }
    long tag = hash & TAG_MASK;
    int mask = slots.length - 1;
    int slot = index(hash);
    for (; slots[slot] != 0; slot = slot + 1 & mask) {
      long entry = slots[slot];
      if ((entry & TAG_MASK) == tag && isAt((int) entry - 1, source, from, length)) {
        return (int) entry - 1;
      }
    }
    slots[slot] = tag | size + 1;
    store(source, from, length);
    return size++;
  }

  /** Forgets all strings and keeps the arrays. */
  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  private int index(long hash) {
    return (int) (hash >>> shift);
  }

  private boolean isAt(int number, byte[] source, int from, int length) {
    int start = offsets[number];
    return offsets[number + 1] - start == length && areEqual(data, start, source, from, length);
  }

  private void store(byte[] source, int from, int length) {
    int start = offsets[size];
    long end = (long) start + length;
    if (end > data.length) {
      growData(end);
    }
    System.arraycopy(source, from, data, start, length);
    offsets[size + 1] = (int) end;
  }

  private void growData(long needed) {
    if (needed > MAX_BYTES) {
      throw new SluiceException(
          ErrorCode.MEMORY_LIMIT,
          "The text keys of one partition take more than 2 GiB; raise target_partitions");
    }
    int capacity = (int) Math.min(
        MAX_BYTES, Math.max(needed, Math.max(data.length * 2L, MIN_CAPACITY * EXPECTED_BYTES)));
    reservation.grow(capacity - data.length);
    data = Arrays.copyOf(data, capacity);
  }

  private void growTable() {
    if (size >= MAX_SIZE) {
      throw new SluiceException(
          ErrorCode.MEMORY_LIMIT,
          "One partition has more than " + MAX_SIZE + " text keys; raise target_partitions");
    }
    int capacity = Math.max(MIN_CAPACITY, slots.length * 2);
    reservation.grow((long) (Long.BYTES + Integer.BYTES / 2) * (capacity - slots.length));
    offsets = Arrays.copyOf(offsets, capacity / 2 + 1);
    long[] grown = new long[capacity];
    shift = Long.numberOfLeadingZeros(capacity) + 1;
    int mask = capacity - 1;
    // From slot to slot, so that the new ones are written in order too.
    for (long entry : slots) {
      if (entry != 0) {
        int slot = index(entry);
        while (grown[slot] != 0) {
          slot = slot + 1 & mask;
        }
        grown[slot] = entry;
      }
    }
    slots = grown;
  }

  private static long hash(byte[] bytes, int from, int length) {
    long hash = length;
    int position = from;
    int end = from + length;
    for (; position + Long.BYTES <= end; position += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes, position)) * 0xD6E8FEB86659FD93L;
      hash ^= hash >>> 32;
    }
    if (position < end) {
      hash = (hash ^ tail(bytes, position, end - position)) * 0xD6E8FEB86659FD93L;
      hash ^= hash >>> 32;
    }
    hash *= 0x9E3779B97F4A7C15L;
    return hash ^ hash >>> 29;
  }

  private static boolean areEqual(byte[] left, int leftFrom, byte[] right, int rightFrom, int n) {
    int i = 0;
    for (; i + Long.BYTES <= n; i += Long.BYTES) {
      if ((long) LONGS.get(left, leftFrom + i) != (long) LONGS.get(right, rightFrom + i)) {
        return false;
      }
    }
    return i == n || tail(left, leftFrom + i, n - i) == tail(right, rightFrom + i, n - i);
  }

  /** Fewer than eight bytes as one little-endian word, without reading beyond the array. */
  static long tail(byte[] bytes, int from, int count) {
    if (from + Long.BYTES <= bytes.length) {
      long word = (long) LONGS.get(bytes, from);
      return count == 0 ? 0 : word & -1L >>> (Long.BYTES - count) * Byte.SIZE;
    }
    long word = 0;
    for (int i = 0; i < count; i++) {
      word |= (bytes[from + i] & 0xFFL) << i * Byte.SIZE;
    }
    return word;
  }

  /** Writes the low bytes of a word; the inverse of {@link #tail}. */
  static void putTail(long word, byte[] target, int at, int count) {
    for (int i = 0; i < count; i++) {
      target[at + i] = (byte) (word >>> i * Byte.SIZE);
    }
  }
}
