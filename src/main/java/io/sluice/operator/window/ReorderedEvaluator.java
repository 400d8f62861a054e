package io.sluice.operator.window;

import io.sluice.column.FlatVector;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.SortField;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.sort.KeyComparator;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An aggregate function that sees the rows of a frame in an order of its own, or of rows with equal arguments the first only. The rows of a partition are ranked once; each frame's rows
 * are then picked in the order of their ranks and brought in anew, which takes the time of all frames together. A frame that only grows and has no order of its own brings in new
 * rows only.
 */
final class ReorderedEvaluator extends AccumulatedFrames {
  private final KeyComparator orderComparator;
  private final KeyComparator valueComparator;
  private final boolean isGrowing;
  private int first;

  /** The first row that a frame that only grows has not brought in. */
  private int next;

  /** Of the partition's rows, counted from its first one: the rank in the order, the row of each rank, and the number of the value among the different ones. */
  private int[] ranks = new int[0];

  private int[] rowsByRank = new int[0];
  private int[] values = new int[0];

  /** By the number of a value: the frame that had it last. */
  private int[] seenBy = new int[0];

  private int[] picked = new int[0];

  ReorderedEvaluator(WindowCall call, FrameRows frames, MemoryReservation reservation) {
    super(call, frames, reservation);
    orderComparator = new KeyComparator(call.orderBy());
    valueComparator = new KeyComparator(call.arguments().stream()
        .map(argument -> new SortField(argument, false, false))
        .toList());
    isGrowing = call.frame().isGrowing() && call.orderBy().isEmpty();
  }

  @Override
  public void begin(int rowCount) {
    super.begin(rowCount);
    if (picked.length < rowCount) {
      ranks = new int[rowCount];
      values = new int[rowCount];
      seenBy = new int[rowCount];
      picked = new int[rowCount];
    }
  }

  @Override
  void prepare(WindowRows rows, int from, int to) {
    first = from;
    next = from;
    rank(rows, from, to);
    Arrays.fill(seenBy, 0, to - from, -1);
  }

  @Override
  void accumulate(RowRanges frame, int row) {
    int count = 0;
    if (isGrowing) {
      int end = frame.count() == 0 ? first : Math.max(next, frame.end(0));
      count = pick(next, end, 0);
      next = end;
    } else {
      current.clear(1);
      for (int i = 0; i < frame.count(); i++) {
        count = pick(frame.start(i), frame.end(i), count);
      }
    }
    bringIn(count, isGrowing ? first : row);
  }

  /** Gives the rows of a partition their ranks and the numbers of their values. */
  private void rank(WindowRows rows, int from, int to) {
    FlatVector[] keys = call.orderBy().stream()
        .map(field -> rows.column(((ColumnExpression) field.expression()).index()))
        .toArray(FlatVector[]::new);
    rowsByRank = sorted(orderComparator, keys, from, to);
    for (int rank = 0; rank < to - from; rank++) {
      ranks[rowsByRank[rank] - from] = rank;
    }
    if (!call.isDistinct()) {
      return;
    }
    FlatVector[] columns = call.arguments().stream()
        .map(argument -> rows.column(argument.index()))
        .toArray(FlatVector[]::new);
    int[] byValue = sorted(valueComparator, columns, from, to);
    int value = 0;
    for (int i = 0; i < byValue.length; i++) {
      if (i > 0 && valueComparator.compare(columns, byValue[i - 1], columns, byValue[i], 0) != 0) {
        value++;
      }
      values[byValue[i] - from] = value;
    }
  }

  private static int[] sorted(KeyComparator comparator, FlatVector[] keys, int from, int to) {
    List<Integer> rows = IntStream.range(from, to).boxed().toList();
    return rows.stream()
        .sorted((left, right) -> comparator.compare(keys, left, keys, right, 0))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Adds the ranks of counted rows. */
  private int pick(int start, int end, int alreadyPicked) {
    int count = alreadyPicked;
    for (int row = start; row < end; row++) {
      if (counted.isCounted(row)) {
        picked[count++] = ranks[row - first];
      }
    }
    return count;
  }

  /** Brings the picked rows in by rank; of equal values the first one only, if the frame has not had it. */
  private void bringIn(int count, int frameNumber) {
    Arrays.sort(picked, 0, count);
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = rowsByRank[picked[i]];
      if (call.isDistinct()) {
        int value = values[row - first];
        if (seenBy[value] == frameNumber) {
          continue;
        }
        seenBy[value] = frameNumber;
      }
      picked[kept++] = row;
    }
    bringIn(picked, kept);
  }

  @Override
  long retainedBytes() {
    return 0;
  }

  /** The numbers kept, and the boxed ones of a sort. */
  @Override
  public int bytesPerRow() {
    return 2 * Long.BYTES + 5 * Integer.BYTES + 3 * Long.BYTES;
  }
}
