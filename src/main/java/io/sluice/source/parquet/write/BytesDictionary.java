package io.sluice.source.parquet.write;

import io.sluice.source.parquet.page.LittleEndian;
import java.util.Arrays;

/** Distinct values of bytes in the order of their first appearance. Owned by one thread. */
final class BytesDictionary {
  private static final int FIRST_SLOTS = 256;

  private final ByteOutput data = new ByteOutput();
  private int[] offsets = new int[FIRST_SLOTS / 2 + 1];
  private int[] hashes = new int[FIRST_SLOTS / 2];

  /** Codes plus one; 0 is a free slot. */
  private int[] slots = new int[FIRST_SLOTS];

  private int size;

  int size() {
    return size;
  }

  /** Bytes of all values together. */
  int dataBytes() {
    return data.size();
  }

  byte[] data() {
    return data.bytes();
  }

  int start(int code) {
    return offsets[code];
  }

  int length(int code) {
    return offsets[code + 1] - offsets[code];
  }

  void clear() {
    data.clear();
    size = 0;
    Arrays.fill(slots, 0);
  }

  /** The code of a value, which is a new one when the value is new. */
  int code(byte[] bytes, int from, int length) {
    int hash = hash(bytes, from, length);
    int slot = hash & slots.length - 1;
    while (slots[slot] != 0) {
      int code = slots[slot] - 1;
      if (hashes[code] == hash && isValue(code, bytes, from, length)) {
        return code;
      }
      slot = slot + 1 & slots.length - 1;
    }
    if (size == hashes.length) {
      grow();
      slot = freeSlot(hash);
    }
    data.write(bytes, from, length);
    hashes[size] = hash;
    offsets[size + 1] = data.size();
    slots[slot] = size + 1;
    return size++;
  }

  private boolean isValue(int code, byte[] bytes, int from, int length) {
    int start = offsets[code];
    return Arrays.equals(data.bytes(), start, offsets[code + 1], bytes, from, from + length);
  }

  private int freeSlot(int hash) {
    int slot = hash & slots.length - 1;
    while (slots[slot] != 0) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private void grow() {
    hashes = Arrays.copyOf(hashes, size * 2);
    offsets = Arrays.copyOf(offsets, size * 2 + 1);
    slots = new int[slots.length * 2];
    for (int code = 0; code < size; code++) {
      slots[freeSlot(hashes[code])] = code + 1;
    }
  }

  private static int hash(byte[] bytes, int from, int length) {
    final long multiplier = 0x9E3779B97F4A7C15L;
    long hash = length * multiplier;
    int at = from;
    int end = from + length;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = (hash ^ LittleEndian.getLong(bytes, at)) * multiplier;
      hash ^= hash >>> 32;
    }
    for (; at < end; at++) {
      hash = (hash ^ bytes[at]) * multiplier;
    }
    return (int) (hash ^ hash >>> 32);
  }
}
