package io.sluice.operator.window;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.type.TypeKind;
import java.util.HashSet;
import java.util.Set;

/** COUNT, SUM and AVG: how many values a frame has, and what a subclass knows of their sum. */
abstract class SumEvaluator implements WindowEvaluator {
  private final FrameRows frames;
  private final RowRanges frame = new RowRanges();
  private final RowRanges lastFrame = new RowRanges();
  final WindowCall call;
  final FlatVector results;
  private boolean[] isCounted = new boolean[0];
  private int[] counts = new int[0];

  SumEvaluator(WindowCall call, FrameRows frames) {
    this.call = call;
    this.frames = frames;
    results = FlatVector.create(call.type(), 0);
    if (call.isDistinct() && !call.frame().isGrowing()) {
      throw new IllegalArgumentException("DISTINCT over a frame that loses rows");
    }
  }

  static SumEvaluator create(WindowCall call, FrameRows frames) {
    boolean isDouble = call.function() != WindowFunction.COUNT
        && call.arguments().get(0).type().kind() == TypeKind.DOUBLE;
    return isDouble ? new DoubleSumEvaluator(call, frames) : new ExactSumEvaluator(call, frames);
  }

  /** Prepares for a partition. */
  abstract void prepare(FlatVector values, int from, int to);

  /** Writes the result of a frame with at least one value, or of a count. */
  abstract void writeResult(RowRanges frame, long count, int row);

  @Override
  public final void begin(int rowCount) {
    results.reset();
    results.ensureCapacity(rowCount);
  }

  @Override
  public final void evaluate(WindowRows rows, int from, int to) {
    boolean isOfRows = call.arguments().isEmpty();
    if (!isOfRows) {
      FlatVector values = rows.column(call.argument(0));
      countValues(values, from, to);
      prepare(values, from, to);
    }
    lastFrame.clear();
    for (int row = from; row < to; row++) {
      frames.fill(row, frame);
      if (row > from && frame.isSame(lastFrame)) {
        results.setLength(row);
        results.appendRange(results, row - 1, 1);
        continue;
      }
      lastFrame.copy(frame);
      long count = isOfRows ? frame.rowCount() : valueCount(from);
      if (count == 0 && call.function() != WindowFunction.COUNT) {
        results.setNull(row);
      } else {
        writeResult(frame, count, row);
      }
    }
    results.setLength(to);
  }

  private void countValues(FlatVector values, int from, int to) {
    if (isCounted.length < to - from) {
      isCounted = new boolean[to - from];
      counts = new int[to - from + 1];
    }
    Set<Object> seen = new HashSet<>();
    for (int row = from; row < to; row++) {
      boolean counts = !values.isNull(row) && (!call.isDistinct() || seen.add(key(values, row)));
      isCounted[row - from] = counts;
      this.counts[row - from + 1] = this.counts[row - from] + (counts ? 1 : 0);
    }
  }

  /** An object that is equal for equal values: 0.0 is -0.0. */
  private static Object key(FlatVector values, int row) {
    if (values instanceof DoubleVector doubles) {
      return doubles.values()[row] + 0.0;
    }
    Object value = values.value(row);
    return value == null ? false : value;
  }

  private long valueCount(int from) {
    long count = 0;
    for (int i = 0; i < frame.count(); i++) {
      count += counts[frame.end(i) - from] - counts[frame.start(i) - from];
    }
    return count;
  }

  /** Whether the value of a row is part of sums. */
  final boolean isCounted(int placeInPartition) {
    return isCounted[placeInPartition];
  }

  @Override
  public final void write(int from, int count, FlatVector target) {
    target.appendRange(results, from, count);
  }

  @Override
  public final int bytesPerRow() {
    int distinctBytes = call.isDistinct() ? 64 : 0;
    return 2 * Long.BYTES + 3 * Long.BYTES + Integer.BYTES + 2 + distinctBytes;
  }
}
