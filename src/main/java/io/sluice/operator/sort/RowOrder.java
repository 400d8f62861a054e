package io.sluice.operator.sort;

import io.sluice.column.BytesVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.FlatVector;
import java.util.Arrays;

/**
 * Finds the order of rows by their keys.
 *
 * <p>Field by field: rows that are NULL go to their end, the others are sorted by a 64-bit word of the field with an index beside it. Rows with equal
 * words are a range of their own, which is sorted by the next word of the field, or by the next field. The words of a text are eight bytes each, from the
 * first byte on in which the texts of the range differ; texts that end inside a word are ordered by their length. Short ranges, and ranges that stay equal
 * for very many words, are sorted by comparison.
 *
 * <p>Used once.
 */
final class RowOrder {
  /** Bytes that sorting takes for each row: two words and two indices. */
  static final int BYTES_PER_ROW = 2 * Long.BYTES + 2 * Integer.BYTES;

  private static final int COMPARISON_LIMIT = 16;
  private static final int MAX_DEPTH = 64;

  private final FlatVector[] keys;
  private final KeyComparator comparator;
  private final int[] order;
  private final long[] words;
  private final PairSort pairs;

  private RowOrder(FlatVector[] keys, KeyComparator comparator, int rowCount) {
    this.keys = keys;
    this.comparator = comparator;
    order = new int[rowCount];
    for (int i = 0; i < rowCount; i++) {
      order[i] = i;
    }
    words = new long[rowCount];
    pairs = new PairSort(rowCount);
  }

  /** The first {@code rowCount} rows of the key columns in order. */
  static int[] of(FlatVector[] keys, KeyComparator comparator, int rowCount) {
    RowOrder sorting = new RowOrder(keys, comparator, rowCount);
    sorting.sortField(0, rowCount, 0, 0);
    return sorting.order;
  }

  private void sortField(int from, int to, int field, int depth) {
    if (to - from < 2 || field == keys.length) {
      return;
    }
    if (to - from <= COMPARISON_LIMIT || depth > MAX_DEPTH) {
      ComparisonSort.sort(order, pairs.scratchIndex(), from, to, compareFrom(field));
      return;
    }
    FlatVector key = keys[field];
    int valuesFrom = from;
    int valuesTo = to;
    if (key.mayHaveNulls()) {
      int nullCount = moveNulls(from, to, field);
      if (comparator.isNullsFirst(field)) {
        valuesFrom = from + nullCount;
        sortField(from, valuesFrom, field + 1, depth + 1);
      } else {
        valuesTo = to - nullCount;
        sortField(valuesTo, to, field + 1, depth + 1);
      }
    }
    if (valuesTo - valuesFrom < 2) {
      return;
    }
    if (key instanceof BytesVector text) {
      sortText(valuesFrom, valuesTo, field, text, 0, depth);
    } else {
      sortFixed(valuesFrom, valuesTo, field, key, depth);
    }
  }

  private ComparisonSort.RowComparison compareFrom(int field) {
    return (left, right) -> comparator.compare(keys, left, keys, right, field);
  }

  /** Moves rows that are NULL to one end of the range; answers how many there are. */
  private int moveNulls(int from, int to, int field) {
    FlatVector key = keys[field];
    int[] nulls = pairs.scratchIndex();
    int nullCount = 0;
    int valueCount = 0;
    for (int i = from; i < to; i++) {
      int row = order[i];
      if (key.isNull(row)) {
        nulls[nullCount++] = row;
      } else {
        order[from + valueCount++] = row;
      }
    }
    if (comparator.isNullsFirst(field)) {
      System.arraycopy(order, from, order, from + nullCount, valueCount);
      System.arraycopy(nulls, 0, order, from, nullCount);
    } else {
      System.arraycopy(nulls, 0, order, from + valueCount, nullCount);
    }
    return nullCount;
  }

  private void sortFixed(int from, int to, int field, FlatVector key, int depth) {
    long flip = comparator.isDescending(field) ? -1L : 0L;
    for (int i = from; i < to; i++) {
      words[i] = NormalizedKey.firstWord(key, order[i]) ^ flip;
    }
    pairs.sort(words, order, from, to);
    if (key instanceof Decimal128Vector decimals) {
      forEachTie(from, to, (low, high) -> sortLowWords(low, high, field, decimals, depth));
    } else if (field + 1 < keys.length) {
      forEachTie(from, to, (low, high) -> sortField(low, high, field + 1, depth + 1));
    }
  }

  private void sortLowWords(int from, int to, int field, Decimal128Vector key, int depth) {
    long flip = comparator.isDescending(field) ? -1L : 0L;
    for (int i = from; i < to; i++) {
      words[i] = key.low()[order[i]] ^ flip;
    }
    pairs.sort(words, order, from, to);
    forEachTie(from, to, (low, high) -> sortField(low, high, field + 1, depth + 1));
  }

  /** Sorts texts that are equal up to a position. */
  private void sortText(int from, int to, int field, BytesVector key, int equalBytes, int depth) {
    if (to - from <= COMPARISON_LIMIT || depth > MAX_DEPTH) {
      ComparisonSort.sort(order, pairs.scratchIndex(), from, to, compareFrom(field));
      return;
    }
    int position = commonPrefix(from, to, key, equalBytes);
    long flip = comparator.isDescending(field) ? -1L : 0L;
    for (int i = from; i < to; i++) {
      words[i] = NormalizedKey.textWord(key, order[i], position) ^ flip;
    }
    pairs.sort(words, order, from, to);
    forEachTie(
        from, to, (low, high) -> sortLengths(low, high, field, key, position + Long.BYTES, depth));
  }

  /** Sorts texts that are equal up to a position when zeros are put behind those that end before it. */
  private void sortLengths(int from, int to, int field, BytesVector key, int position, int depth) {
    long flip = comparator.isDescending(field) ? -1L : 0L;
    for (int i = from; i < to; i++) {
      words[i] = Math.min(length(key, order[i]), position + 1L) ^ flip;
    }
    pairs.sort(words, order, from, to);
    forEachTie(from, to, (low, high) -> {
      if (length(key, order[low]) <= position) {
        sortField(low, high, field + 1, depth + 1);
      } else {
        sortText(low, high, field, key, position, depth + 1);
      }
    });
  }

  private static int length(BytesVector key, int row) {
    return key.offsets()[row + 1] - key.offsets()[row];
  }

  /** How many bytes all texts of the range have in common; {@code known} is a lower bound. */
  private int commonPrefix(int from, int to, BytesVector key, int known) {
    byte[] data = key.data();
    int[] offsets = key.offsets();
    int first = offsets[order[from]];
    int common = offsets[order[from] + 1] - first;
    for (int i = from + 1; i < to && common > known; i++) {
      int start = offsets[order[i]];
      int end = Math.min(start + common, offsets[order[i] + 1]);
      int mismatch = Arrays.mismatch(
          data, first + known, first + common, data, start + known, Math.max(end, start + known));
      if (mismatch >= 0) {
        common = known + mismatch;
      }
    }
    return Math.max(common, known);
  }

  private interface Range {
    void sort(int from, int to);
  }

  /** Calls for each run of two or more equal words. Called code may change words inside its range only. */
  private void forEachTie(int from, int to, Range action) {
    int start = from;
    while (start < to) {
      long word = words[start];
      int end = start + 1;
      while (end < to && words[end] == word) {
        end++;
      }
      if (end - start > 1) {
        action.sort(start, end);
      }
      start = end;
    }
  }
}
