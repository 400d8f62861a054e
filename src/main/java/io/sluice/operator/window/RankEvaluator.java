package io.sluice.operator.window;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;

/** Functions of a row's place in its partition. */
final class RankEvaluator implements WindowEvaluator {
  private final WindowCall call;
  private final FlatVector results;

  RankEvaluator(WindowCall call) {
    this.call = call;
    results = FlatVector.create(call.type(), 0);
  }

  @Override
  public void begin(int rowCount) {
    results.reset();
    results.ensureCapacity(rowCount);
  }

  @Override
  public void evaluate(WindowRows rows, int from, int to) {
    switch (call.function()) {
      case ROW_NUMBER -> {
        long[] values = longs();
        for (int row = from; row < to; row++) {
          values[row] = row - from + 1L;
        }
      }
      case RANK -> {
        long[] values = longs();
        for (int row = from; row < to; row++) {
          values[row] = rows.peersStart(row) - from + 1L;
        }
      }
      case DENSE_RANK -> {
        long[] values = longs();
        int firstGroup = rows.group(from);
        for (int row = from; row < to; row++) {
          values[row] = rows.group(row) - firstGroup + 1L;
        }
      }
      case PERCENT_RANK -> {
        double[] values = doubles();
        for (int row = from; row < to; row++) {
          int before = rows.peersStart(row) - from;
          values[row] = before == 0 ? 0 : (double) before / (to - from - 1);
        }
      }
      case CUME_DIST -> {
        double[] values = doubles();
        for (int row = from; row < to; row++) {
          values[row] = (double) (rows.peersEnd(row) - from) / (to - from);
        }
      }
      default -> evaluateBuckets(rows.column(call.argument(0)), from, to);
    }
    results.setLength(to);
  }

  /** The first buckets have a row more where the rows cannot be dealt evenly. */
  private void evaluateBuckets(Vector bucketCounts, int from, int to) {
    long[] values = longs();
    long rowCount = (long) to - from;
    for (int row = from; row < to; row++) {
      if (bucketCounts.isNull(row)) {
        results.setNull(row);
        continue;
      }
      long buckets = ((LongVector) bucketCounts.flat()).values()[bucketCounts.flatRow(row)];
      if (buckets < 1) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT, "ntile needs at least 1 bucket, but got " + buckets);
      }
      long size = rowCount / buckets;
      long larger = rowCount % buckets;
      long place = (long) row - from;
      long inLarger = larger * (size + 1);
      values[row] =
          place < inLarger ? place / (size + 1) + 1 : larger + (place - inLarger) / size + 1;
    }
  }

  private long[] longs() {
    return ((LongVector) results).values();
  }

  private double[] doubles() {
    return ((DoubleVector) results).values();
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    target.appendRange(results, from, count);
  }

  @Override
  public int bytesPerRow() {
    return Long.BYTES + 1;
  }
}
