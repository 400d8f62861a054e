package io.sluice.operator.window;

import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import org.jspecify.annotations.Nullable;

/** LAG and LEAD: the value some rows before or behind, in the partition. A negative offset looks the other way, a NULL one gives NULL. */
final class ShiftEvaluator implements WindowEvaluator {
  private final WindowCall call;
  private final PickedRows picked = new PickedRows();
  private @Nullable WindowRows source;

  ShiftEvaluator(WindowCall call) {
    this.call = call;
  }

  @Override
  public void begin(int rowCount) {
    picked.begin(rowCount);
  }

  @Override
  public void evaluate(WindowRows rows, int from, int to) {
    source = rows;
    FlatVector offsets = rows.column(call.argument(1));
    long[] distances = ((LongVector) offsets).values();
    FlatVector values = rows.column(call.argument(0));
    boolean isSkipping = call.ignoresNulls() && values.mayHaveNulls();
    int[] counts = isSkipping ? WindowRows.countValues(values, from, to) : new int[0];
    int[] positions = isSkipping ? WindowRows.positions(values, from, to) : new int[0];
    for (int row = from; row < to; row++) {
      if (offsets.isNull(row)) {
        picked.set(row, PickedRows.NONE);
        continue;
      }
      long ahead = call.function() == WindowFunction.LEAD ? distances[row] : -distances[row];
      if (ahead != 0 && isSkipping) {
        long place = ahead < 0 ? counts[row - from] + ahead : counts[row - from + 1] + ahead - 1;
        boolean exists = place >= 0 && place < positions.length;
        picked.set(row, exists ? positions[(int) place] : PickedRows.DEFAULT);
      } else {
        long place = row + ahead;
        boolean exists = ahead > -to && ahead < to && place >= from && place < to;
        picked.set(row, exists ? (int) place : PickedRows.DEFAULT);
      }
    }
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    WindowRows rows = source;
    if (rows != null) {
      picked.write(
          rows.column(call.argument(0)), rows.column(call.argument(2)), from, count, target);
    }
  }

  @Override
  public int bytesPerRow() {
    return PickedRows.BYTES_PER_ROW + 2 * Integer.BYTES;
  }
}
