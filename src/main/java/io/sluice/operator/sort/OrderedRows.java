package io.sluice.operator.sort;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import org.jspecify.annotations.Nullable;

/** Rows of one input of a merge, in order, and how far they are read. Owned by one driver. */
final class OrderedRows {
  private final KeyPrefix keyPrefix;
  private @Nullable RecordBatch batch;
  private Vector[] keys = new Vector[0];
  private int @Nullable [] rows;
  private int count;
  private int position;
  private long[] prefixes = new long[0];
  private boolean isEnded;

  OrderedRows(KeyPrefix keyPrefix) {
    this.keyPrefix = keyPrefix;
  }

  /**
   * Puts other rows in place of those that were read.
   *
   * @param newRows rows of the batch's vectors in order, or null for the first {@code newCount}
   */
  void refill(RecordBatch newBatch, Vector[] newKeys, int @Nullable [] newRows, int newCount) {
    batch = newBatch;
    keys = newKeys;
    rows = newRows;
    count = newCount;
    position = 0;
    if (prefixes.length < newCount) {
      prefixes = new long[newCount];
    }
    keyPrefix.compute(newKeys[0], newRows, newCount, prefixes);
  }

  /** No more rows follow. */
  void end() {
    isEnded = true;
    batch = null;
    keys = new Vector[0];
    count = 0;
    position = 0;
  }

  boolean isEnded() {
    return isEnded;
  }

  /** Whether the rows are read and others must come. */
  boolean needsRefill() {
    return position == count && !isEnded;
  }

  /** The batch of the present row. */
  RecordBatch batch() {
    RecordBatch present = batch;
    if (present == null) {
      throw new IllegalStateException("no rows");
    }
    return present;
  }

  boolean hasBatch() {
    return batch != null;
  }

  /** The present row. */
  int row() {
    return rows == null ? position : rows[position];
  }

  long prefix() {
    return prefixes[position];
  }

  Vector[] keys() {
    return keys;
  }

  void advance() {
    position++;
  }
}
