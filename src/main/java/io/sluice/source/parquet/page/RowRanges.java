package io.sluice.source.parquet.page;

import java.util.Arrays;

/** Rows of a row group, as ranges in ascending order between which others stand. Immutable. */
public final class RowRanges {
  /** No row. */
  public static final RowRanges NONE = new RowRanges(new long[0]);

  /** Of each range its first row and the row behind its last. */
  private final long[] bounds;

  private RowRanges(long[] bounds) {
    this.bounds = bounds;
  }

  /** The rows from 0 on. */
  public static RowRanges first(long rowCount) {
    return rowCount == 0 ? NONE : new RowRanges(new long[] {0, rowCount});
  }

  /** How many ranges there are. */
  public int count() {
    return bounds.length / 2;
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** The first row of a range. */
  public long start(int range) {
    return bounds[2 * range];
  }

  /** The row behind the last of a range. */
  public long end(int range) {
    return bounds[2 * range + 1];
  }

  /** The row behind the last of all; 0 when there is none. */
  public long end() {
    return isEmpty() ? 0 : bounds[bounds.length - 1];
  }

  /** How many rows they are. */
  public long rowCount() {
    long rows = 0;
    for (int i = 0; i < count(); i++) {
      rows += end(i) - start(i);
    }
    return rows;
  }

  /** The rows that both have. */
  public RowRanges intersect(RowRanges other) {
    Builder both = new Builder();
    int left = 0;
    int right = 0;
    while (left < count() && right < other.count()) {
      long end = Math.min(end(left), other.end(right));
      both.add(Math.max(start(left), other.start(right)), end);
      left += end(left) == end ? 1 : 0;
      right += other.end(right) == end ? 1 : 0;
    }
    return both.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowRanges ranges && Arrays.equals(bounds, ranges.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return Arrays.toString(bounds);
  }

  /** Collects ranges in ascending order. */
  public static final class Builder {
    private long[] bounds = new long[8];
    private int size;

    /** Adds rows behind those that were added before; none when {@code end} is not larger than {@code start}. */
    public void add(long start, long end) {
      if (end <= start) {
        return;
      }
      if (size > 0 && bounds[size - 1] == start) {
        bounds[size - 1] = end;
        return;
      }
      if (size == bounds.length) {
        bounds = Arrays.copyOf(bounds, size * 2);
      }
      bounds[size++] = start;
      bounds[size++] = end;
    }

    public RowRanges build() {
      return size == 0 ? NONE : new RowRanges(Arrays.copyOf(bounds, size));
    }
  }
}
