package io.sluice.expression.series;

import java.util.ArrayList;
import java.util.List;

/** {@code count} values, each one {@code step} behind the one before it. All of them are 64-bit numbers. */
public record LinearSeries(long start, long step, long count) implements Series {
  public LinearSeries {
    if (count < 0) {
      throw new IllegalArgumentException(count + " values");
    }
  }

  /** The last value of a series that is not empty. */
  public long last() {
    return start + (count - 1) * step;
  }

  @Override
  public double size() {
    return count;
  }

  @Override
  public List<Series> split(int parts) {
    List<Series> split = new ArrayList<>(parts);
    long share = count / parts;
    long longerParts = count % parts;
    long from = 0;
    for (int part = 0; part < parts; part++) {
      long size = part < longerParts ? share + 1 : share;
      split.add(new LinearSeries(start + from * step, step, size));
      from += size;
    }
    return split;
  }

  @Override
  public SeriesCursor cursor() {
    return new SeriesCursor() {
      private long next = start;
      private long remaining = count;

      @Override
      public int next(long[] values, int limit) {
        int size = (int) Math.min(remaining, limit);
        fill(values, next, step, size);
        next += size * step;
        remaining -= size;
        return size;
      }
    };
  }

  private static void fill(long[] values, long first, long step, int size) {
    for (int i = 0; i < size; i++) {
      values[i] = first + i * step;
    }
  }

  @Override
  public String toString() {
    return count == 0 ? "none" : start + " to " + last() + " by " + step;
  }
}
