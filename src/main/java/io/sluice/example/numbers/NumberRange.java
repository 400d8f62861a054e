package io.sluice.example.numbers;

import java.util.ArrayList;
import java.util.List;

/**
 * The whole numbers from start (inclusive) to end (exclusive). It may hold up to 2^64 - 1 numbers, so its size is an unsigned {@code long}.
 */
record NumberRange(long start, long end) {
  /** A range whose end lies before its start is empty and becomes {@code [start-start)}. */
  NumberRange {
    end = Math.max(start, end);
  }

  /** How many numbers, unsigned. */
  long size() {
    return end - start;
  }

  /** {@code ceil(size / divisor)}, unsigned. The divisor is positive. */
  long sizeDividedBy(long divisor) {
    long quotient = Long.divideUnsigned(size(), divisor);
    return Long.remainderUnsigned(size(), divisor) == 0 ? quotient : quotient + 1;
  }

  /** That many ranges, in order, of {@code ceil(size / parts)} numbers each; the last ones may have fewer or none. */
  List<NumberRange> split(int parts) {
    long chunk = sizeDividedBy(parts);
    List<NumberRange> ranges = new ArrayList<>(parts);
    long from = start;
    for (int part = 0; part < parts; part++) {
      long rest = end - from;
      long to = Long.compareUnsigned(rest, chunk) < 0 ? end : from + chunk;
      ranges.add(new NumberRange(from, to));
      from = to;
    }
    return ranges;
  }

  @Override
  public String toString() {
    return "[" + start + "-" + end + ")";
  }
}
