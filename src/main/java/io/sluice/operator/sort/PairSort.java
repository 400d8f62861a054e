package io.sluice.operator.sort;

import java.util.Arrays;

/** Sorts 64-bit words in unsigned order and moves an index with each: by insertion where they are few, else by radix. Stable. */
final class PairSort {
  private static final int INSERTION_LIMIT = 48;
  private static final int RADIX_BITS = 8;
  private static final int BUCKETS = 1 << RADIX_BITS;
  private static final int DIGITS = Long.SIZE / RADIX_BITS;

  private final long[] scratchWords;
  private final int[] scratchIndex;
  private final int[] histogram = new int[DIGITS * BUCKETS];

  /** For ranges of at most that many pairs. */
  PairSort(int capacity) {
    scratchWords = new long[capacity];
    scratchIndex = new int[capacity];
  }

  /** Room for as many indices as the capacity, for use between calls. */
  int[] scratchIndex() {
    return scratchIndex;
  }

  void sort(long[] words, int[] index, int from, int to) {
    if (isSorted(words, from, to)) {
      return;
    }
    if (to - from <= INSERTION_LIMIT) {
      insertionSort(words, index, from, to);
    } else {
      radixSort(words, index, from, to);
    }
  }

  private static boolean isSorted(long[] words, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (Long.compareUnsigned(words[i - 1], words[i]) > 0) {
        return false;
      }
    }
    return true;
  }

  private static void insertionSort(long[] words, int[] index, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long word = words[i];
      int row = index[i];
      int j = i - 1;
      while (j >= from && Long.compareUnsigned(words[j], word) > 0) {
        words[j + 1] = words[j];
        index[j + 1] = index[j];
        j--;
      }
      words[j + 1] = word;
      index[j + 1] = row;
    }
  }

  /** Least significant digit first; digits that are equal in all words are skipped. */
  private void radixSort(long[] words, int[] index, int from, int to) {
    int count = to - from;
    countDigits(words, from, to);
    long[] sourceWords = words;
    int[] sourceIndex = index;
    int sourceFrom = from;
    long[] targetWords = scratchWords;
    int[] targetIndex = scratchIndex;
    int targetFrom = 0;
    for (int digit = 0; digit < DIGITS; digit++) {
      int shift = digit * RADIX_BITS;
      int base = digit * BUCKETS;
      if (histogram[base + (int) (sourceWords[sourceFrom] >>> shift & BUCKETS - 1)] == count) {
        continue;
      }
      int start = targetFrom;
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        int size = histogram[base + bucket];
        histogram[base + bucket] = start;
        start += size;
      }
      for (int i = sourceFrom; i < sourceFrom + count; i++) {
        long word = sourceWords[i];
        int position = histogram[base + (int) (word >>> shift & BUCKETS - 1)]++;
        targetWords[position] = word;
        targetIndex[position] = sourceIndex[i];
      }
      long[] swapWords = sourceWords;
      int[] swapIndex = sourceIndex;
      int swapFrom = sourceFrom;
      sourceWords = targetWords;
      sourceIndex = targetIndex;
      sourceFrom = targetFrom;
      targetWords = swapWords;
      targetIndex = swapIndex;
      targetFrom = swapFrom;
    }
    if (sourceWords != words) {
      System.arraycopy(sourceWords, sourceFrom, words, from, count);
      System.arraycopy(sourceIndex, sourceFrom, index, from, count);
    }
  }

  private void countDigits(long[] words, int from, int to) {
    Arrays.fill(histogram, 0);
    for (int i = from; i < to; i++) {
      long word = words[i];
      for (int digit = 0; digit < DIGITS; digit++) {
        histogram[digit * BUCKETS + (int) (word >>> digit * RADIX_BITS & BUCKETS - 1)]++;
      }
    }
  }
}
