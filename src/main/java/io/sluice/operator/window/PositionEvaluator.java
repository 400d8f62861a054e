package io.sluice.operator.window;

import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import org.jspecify.annotations.Nullable;

/** FIRST_VALUE, LAST_VALUE and NTH_VALUE: the value of a row that is found by its place in the frame. */
final class PositionEvaluator implements WindowEvaluator {
  private final WindowCall call;
  private final FrameRows frames;
  private final RowRanges frame = new RowRanges();
  private final PickedRows picked = new PickedRows();
  private @Nullable WindowRows source;
  /** Where NULLs are skipped: how many values come before each row, and the rows of the values. */
  private int[] counts = new int[0];

  private int[] positions = new int[0];
  private boolean isSkipping;
  private int from;

  PositionEvaluator(WindowCall call, FrameRows frames) {
    this.call = call;
    this.frames = frames;
  }

  @Override
  public void begin(int rowCount) {
    picked.begin(rowCount);
  }

  @Override
  public void evaluate(WindowRows rows, int first, int to) {
    source = rows;
    from = first;
    FlatVector values = rows.column(call.argument(0));
    isSkipping = call.ignoresNulls() && values.mayHaveNulls();
    if (isSkipping) {
      counts = WindowRows.countValues(values, from, to);
      positions = WindowRows.positions(values, from, to);
    }
    FlatVector places =
        call.function() == WindowFunction.NTH_VALUE ? rows.column(call.argument(1)) : null;
    for (int row = from; row < to; row++) {
      frames.fill(row, frame);
      picked.set(row, pick(places, row));
    }
  }

  private int pick(@Nullable FlatVector places, int row) {
    if (call.function() == WindowFunction.FIRST_VALUE) {
      return nth(1);
    }
    if (places == null) {
      return last();
    }
    if (places.isNull(row)) {
      return PickedRows.NONE;
    }
    long place = ((LongVector) places).values()[row];
    if (place < 1) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "nth_value counts rows from 1 on, but got " + place);
    }
    return nth(place);
  }

  /** The n-th row of the frame that counts. */
  private int nth(long place) {
    long left = place;
    for (int i = 0; i < frame.count(); i++) {
      int size = size(i);
      if (left <= size) {
        int ahead = (int) left - 1;
        return isSkipping
            ? positions[counts[frame.start(i) - from] + ahead]
            : frame.start(i) + ahead;
      }
      left -= size;
    }
    return PickedRows.NONE;
  }

  private int last() {
    for (int i = frame.count() - 1; i >= 0; i--) {
      if (size(i) > 0) {
        return isSkipping ? positions[counts[frame.end(i) - from] - 1] : frame.end(i) - 1;
      }
    }
    return PickedRows.NONE;
  }

  /** How many rows of a range count. */
  private int size(int range) {
    return isSkipping
        ? counts[frame.end(range) - from] - counts[frame.start(range) - from]
        : frame.end(range) - frame.start(range);
  }

  @Override
  public void write(int first, int count, FlatVector target) {
    WindowRows rows = source;
    if (rows != null) {
      picked.write(rows.column(call.argument(0)), first, count, target);
    }
  }

  @Override
  public int bytesPerRow() {
    return PickedRows.BYTES_PER_ROW + 2 * Integer.BYTES;
  }
}
