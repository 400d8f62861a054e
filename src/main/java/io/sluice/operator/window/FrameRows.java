package io.sluice.operator.window;

import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.SortField;
import io.sluice.operator.sort.KeyComparator;
import java.util.List;

/**
 * The frame of each row of a partition. But for offsets that vary, bounds never go back from one row to the next, so that finding them takes time linear in the rows. Owned by one driver.
 */
final class FrameRows {
  /** Bytes a row takes. */
  static final int BYTES_PER_ROW = 2 * Integer.BYTES;

  /** More rows than a partition can have. */
  private static final long MAX_OFFSET = 1L << 40;

  private final WindowFrame frame;
  private final int orderColumn;
  private final KeyComparator comparator;
  private final WindowRows rows;
  private int from;
  private int to;
  private int[] starts = new int[0];
  private int[] ends = new int[0];

  /**
   * @param orderColumn the column of the only order key, for RANGE frames with offsets; else any
   */
  FrameRows(WindowFrame frame, List<SortField> orderBy, int orderColumn, WindowRows rows) {
    this.frame = frame;
    this.orderColumn = orderColumn;
    this.rows = rows;
    comparator = new KeyComparator(orderBy.isEmpty() ? List.of() : orderBy.subList(0, 1));
  }

  /** Finds the frames of a partition. */
  void compute(int firstRow, int endRow) {
    from = firstRow;
    to = endRow;
    if (starts.length < to - from) {
      starts = new int[to - from];
      ends = new int[to - from];
    }
    if (isByValue(frame.start())) {
      findValues(frame.start(), true, starts);
    } else {
      for (int row = from; row < to; row++) {
        starts[row - from] = start(row);
      }
    }
    if (isByValue(frame.end())) {
      findValues(frame.end(), false, ends);
    } else {
      for (int row = from; row < to; row++) {
        ends[row - from] = end(row);
      }
    }
  }

  private boolean isByValue(FrameBound bound) {
    return frame.units() == FrameUnits.RANGE && bound.kind().hasOffset();
  }

  private long offset(FrameBound bound, int row) {
    if (!bound.varies()) {
      return bound.offset();
    }
    FlatVector offsets = rows.column((int) bound.offset());
    if (offsets.isNull(row)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT, "The offset of a frame must not be NULL");
    }
    long offset = ((LongVector) offsets).values()[row];
    if (offset < 0) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "The offset of a frame must not be negative, but got " + offset);
    }
    return Math.min(offset, MAX_OFFSET);
  }

  private int start(int row) {
    long offset = offset(frame.start(), row);
    return switch (frame.start().kind()) {
      case UNBOUNDED_PRECEDING -> from;
      case UNBOUNDED_FOLLOWING -> to;
      case CURRENT_ROW -> frame.units() == FrameUnits.ROWS ? row : rows.peersStart(row);
      case PRECEDING ->
        frame.units() == FrameUnits.ROWS ? clip(row - offset) : groupStart(row, -offset);
      case FOLLOWING ->
        frame.units() == FrameUnits.ROWS ? clip(row + offset) : groupStart(row, offset);
    };
  }

  private int end(int row) {
    long offset = offset(frame.end(), row);
    return switch (frame.end().kind()) {
      case UNBOUNDED_PRECEDING -> from;
      case UNBOUNDED_FOLLOWING -> to;
      case CURRENT_ROW -> frame.units() == FrameUnits.ROWS ? row + 1 : rows.peersEnd(row);
      case PRECEDING ->
        frame.units() == FrameUnits.ROWS ? clip(row - offset + 1) : groupStart(row, 1 - offset);
      case FOLLOWING ->
        frame.units() == FrameUnits.ROWS ? clip(row + offset + 1) : groupStart(row, offset + 1);
    };
  }

  /** Sums of a row and an offset stay far from the limits of long: planners keep offsets below 2^62. */
  private int clip(long row) {
    return (int) Math.max(from, Math.min(to, row));
  }

  private int groupStart(int row, long groupsAway) {
    long group = rows.group(row) + groupsAway;
    if (group > rows.group(to - 1)) {
      return to;
    }
    return group < rows.group(from) ? from : rows.groupStart((int) group);
  }

  /** The first row whose key reaches the bound's value, or with {@code isStart} false exceeds it. A row whose key is NULL has its peers only. */
  private void findValues(FrameBound bound, boolean isStart, int[] found) {
    FlatVector[] keys = {rows.column(orderColumn)};
    FlatVector[] values = {rows.column((int) bound.offset())};
    int next = from;
    for (int row = from; row < to; row++) {
      if (keys[0].isNull(row)) {
        found[row - from] = isStart ? rows.peersStart(row) : rows.peersEnd(row);
        continue;
      }
      while (next < to) {
        int order = comparator.compare(keys, next, values, row, 0);
        if (isStart ? order >= 0 : order > 0) {
          break;
        }
        next++;
      }
      found[row - from] = next;
    }
  }

  /** Fills in the frame of a row. */
  void fill(int row, RowRanges ranges) {
    int start = starts[row - from];
    int end = ends[row - from];
    ranges.clear();
    switch (frame.exclusion()) {
      case NO_OTHERS -> ranges.add(start, end);
      case CURRENT_ROW -> addWithout(row, row + 1, start, end, ranges);
      case GROUP -> addWithout(rows.peersStart(row), rows.peersEnd(row), start, end, ranges);
      case TIES -> {
        ranges.add(start, Math.min(end, rows.peersStart(row)));
        if (row >= start && row < end) {
          ranges.add(row, row + 1);
        }
        ranges.add(Math.max(start, rows.peersEnd(row)), end);
      }
    }
  }

  private static void addWithout(
      int excludedFrom, int excludedTo, int start, int end, RowRanges ranges) {
    ranges.add(start, Math.min(end, excludedFrom));
    ranges.add(Math.max(start, excludedTo), end);
  }
}
