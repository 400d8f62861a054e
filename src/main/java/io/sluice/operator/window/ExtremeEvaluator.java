package io.sluice.operator.window;

import io.sluice.column.FlatVector;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.SortField;
import io.sluice.operator.sort.KeyComparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MIN and MAX: the row with the least value by an order in which NULLs come last. A tree over the partition, each node with the least row below it, answers any range in
 * logarithmic time; a frame that only grows keeps the least row so far.
 */
final class ExtremeEvaluator implements WindowEvaluator {
  private final WindowCall call;
  private final FrameRows frames;
  private final KeyComparator comparator;
  private final RowRanges frame = new RowRanges();
  private final RowRanges lastFrame = new RowRanges();
  private final PickedRows picked = new PickedRows();
  private final FlatVector[] values = new FlatVector[1];
  private @Nullable WindowRows source;
  private int[] tree = new int[0];

  ExtremeEvaluator(WindowCall call, FrameRows frames) {
    this.call = call;
    this.frames = frames;
    ColumnExpression value = call.arguments().get(0);
    boolean isMax = call.function() == WindowFunction.MAX;
    comparator = new KeyComparator(List.of(new SortField(value, isMax, false)));
  }

  @Override
  public void begin(int rowCount) {
    picked.begin(rowCount);
  }

  @Override
  public void evaluate(WindowRows rows, int from, int to) {
    source = rows;
    values[0] = rows.column(call.argument(0));
    boolean isGrowing = call.frame().isGrowing();
    if (!isGrowing) {
      buildTree(from, to);
    }
    lastFrame.clear();
    int least = PickedRows.NONE;
    int next = from;
    for (int row = from; row < to; row++) {
      frames.fill(row, frame);
      if (isGrowing) {
        int end = frame.count() == 0 ? from : frame.end(0);
        for (; next < end; next++) {
          least = lesser(least, valueRow(next));
        }
      } else if (row == from || !frame.isSame(lastFrame)) {
        least = PickedRows.NONE;
        for (int i = 0; i < frame.count(); i++) {
          least = lesser(least, query(frame.start(i) - from, frame.end(i) - from, to - from));
        }
        lastFrame.copy(frame);
      }
      picked.set(row, least);
    }
  }

  private int valueRow(int row) {
    return values[0].isNull(row) ? PickedRows.NONE : row;
  }

  private int lesser(int left, int right) {
    if (left == PickedRows.NONE || right == PickedRows.NONE) {
      return Math.max(left, right);
    }
    return comparator.compare(values, left, values, right, 0) <= 0 ? left : right;
  }

  private void buildTree(int from, int to) {
    int size = to - from;
    if (tree.length < 2 * size) {
      tree = new int[2 * size];
    }
    for (int i = 0; i < size; i++) {
      tree[size + i] = valueRow(from + i);
    }
    for (int i = size - 1; i > 0; i--) {
      tree[i] = lesser(tree[2 * i], tree[2 * i + 1]);
    }
  }

  private int query(int start, int end, int size) {
    int least = PickedRows.NONE;
    int left = start + size;
    int right = end + size;
    while (left < right) {
      if ((left & 1) == 1) {
        least = lesser(least, tree[left++]);
      }
      if ((right & 1) == 1) {
        least = lesser(least, tree[--right]);
      }
      left >>= 1;
      right >>= 1;
    }
    return least;
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    WindowRows rows = source;
    if (rows != null) {
      picked.write(rows.column(call.argument(0)), from, count, target);
    }
  }

  @Override
  public int bytesPerRow() {
    return PickedRows.BYTES_PER_ROW + 2 * Integer.BYTES;
  }
}
