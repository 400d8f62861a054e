package io.sluice.operator.window;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.extension.AggregateAccumulator;
import io.sluice.extension.AggregateImplementation;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * Any aggregate function over frames, by its accumulators. A frame that only grows brings its new rows into one group. Any other is merged from the nodes of a tree over the
 * partition: node {@code i} is the group of the rows below nodes {@code 2i} and {@code 2i + 1}, the rows themselves are the last nodes. A function whose states cannot be merged
 * sees the rows of each such frame anew, which takes the time of all frames together.
 */
final class AggregateEvaluator implements WindowEvaluator {
  private final WindowCall call;
  private final FrameRows frames;
  private final MemoryReservation reservation;
  private final AggregateImplementation implementation;
  private final AggregateAccumulator current;
  private final AggregateAccumulator nodes;
  private final FlatVector results;
  private final FlatVector[] states;
  private final RowRanges frame = new RowRanges();
  private final RowRanges lastFrame = new RowRanges();
  private final GroupedRows grouped = new GroupedRows();
  private CountedRows counted = CountedRows.NONE;
  private Vector[] arguments = new Vector[0];
  private int[] groups = new int[0];
  private int[] picked = new int[0];
  private int[] pickedNodes = new int[64];
  private long accountedBytes;

  AggregateEvaluator(WindowCall call, FrameRows frames, MemoryReservation reservation) {
    this.call = call;
    this.frames = frames;
    this.reservation = reservation;
    implementation = call.implementation();
    current = implementation.newAccumulator(reservation);
    nodes = implementation.newAccumulator(reservation);
    results = FlatVector.create(call.type(), 0);
    List<DataType> types = implementation.stateTypes();
    states = new FlatVector[types.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = FlatVector.create(types.get(i), 0);
    }
  }

  @Override
  public void begin(int rowCount) {
    results.reset();
    if (picked.length < 2 * rowCount) {
      picked = new int[2 * rowCount];
      groups = new int[2 * rowCount];
    }
  }

  @Override
  public void evaluate(WindowRows rows, int from, int to) {
    counted = new CountedRows(call, implementation, rows);
    arguments = counted.arguments();
    boolean isGrowing = call.frame().isGrowing();
    boolean hasTree = !isGrowing && implementation.isSplittable();
    if (hasTree) {
      buildTree(from, to);
    }
    current.ensureGroups(1);
    current.clear(1);
    lastFrame.clear();
    int next = from;
    for (int row = from; row < to; row++) {
      frames.fill(row, frame);
      if (row > from && frame.isSame(lastFrame)) {
        results.appendRange(results, row - 1, 1);
        continue;
      }
      lastFrame.copy(frame);
      if (isGrowing) {
        int end = frame.count() == 0 ? from : frame.end(0);
        next = Math.max(next, bringIn(next, end));
      } else if (hasTree) {
        current.clear(1);
        mergeNodes(from, to - from);
      } else {
        current.clear(1);
        for (int i = 0; i < frame.count(); i++) {
          bringIn(frame.start(i), frame.end(i));
        }
      }
      current.write(0, 1, results);
    }
    account();
  }

  /** Brings rows into the current group; answers the end. */
  private int bringIn(int from, int end) {
    int count = countedRows(from, end);
    if (count > 0) {
      current.update(grouped.set(null, picked, count), arguments);
    }
    return end;
  }

  /** Picks the rows that the function sees. */
  private int countedRows(int from, int end) {
    int count = 0;
    for (int row = from; row < end; row++) {
      picked[count] = row;
      count += counted.isCounted(row) ? 1 : 0;
    }
    return count;
  }

  private void buildTree(int from, int to) {
    int size = to - from;
    nodes.ensureGroups(2 * size);
    nodes.clear(2 * size);
    int count = countedRows(from, to);
    for (int row = from; row < to; row++) {
      groups[row] = size + row - from;
    }
    if (count > 0) {
      nodes.update(grouped.set(groups, picked, count), arguments);
    }
    int last = size - 1;
    while (last > 0) {
      // The children of these nodes are all behind them.
      int first = last / 2 + 1;
      int children = 2 * (last - first + 1);
      writeStates(2 * first, children);
      for (int i = 0; i < children; i++) {
        groups[i] = first + i / 2;
      }
      nodes.merge(grouped.set(groups, null, children), states);
      last = first - 1;
    }
    writeStates(0, 2 * size);
  }

  private void writeStates(int from, int count) {
    for (int i = 0; i < states.length; i++) {
      states[i].reset();
      nodes.writeState(i, from, count, states[i]);
    }
  }

  /** Merges the nodes that cover the frame, in the order of their rows. */
  private void mergeNodes(int from, int size) {
    int count = 0;
    for (int i = 0; i < frame.count(); i++) {
      count = pickNodes(frame.start(i) - from + size, frame.end(i) - from + size, count);
    }
    if (count > 0) {
      current.merge(grouped.set(null, pickedNodes, count), states);
    }
  }

  private int pickNodes(int start, int end, int picked) {
    int[] right = new int[Integer.SIZE];
    int rightCount = 0;
    int count = picked;
    if (pickedNodes.length < count + 2 * Integer.SIZE) {
      pickedNodes = Arrays.copyOf(pickedNodes, count + 4 * Integer.SIZE);
    }
    int left = start;
    int behind = end;
    while (left < behind) {
      if ((left & 1) == 1) {
        pickedNodes[count++] = left++;
      }
      if ((behind & 1) == 1) {
        right[rightCount++] = --behind;
      }
      left >>= 1;
      behind >>= 1;
    }
    while (rightCount > 0) {
      pickedNodes[count++] = right[--rightCount];
    }
    return count;
  }

  private void account() {
    long bytes = current.retainedBytes() + nodes.retainedBytes();
    for (FlatVector state : states) {
      bytes += state.retainedBytes();
    }
    if (bytes > accountedBytes) {
      reservation.grow(bytes - accountedBytes);
    } else {
      reservation.shrink(accountedBytes - bytes);
    }
    accountedBytes = bytes;
  }

  @Override
  public void write(int from, int count, FlatVector target) {
    target.appendRange(results, from, count);
  }

  @Override
  public int bytesPerRow() {
    return 2 * Long.BYTES + 4 * Integer.BYTES;
  }
}
