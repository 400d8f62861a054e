package io.sluice.operator.window;

import io.sluice.column.FlatVector;
import io.sluice.extension.AggregateAccumulator;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * Any aggregate function over frames, by its accumulators. A frame that only grows brings its new rows into one group. Any other is merged from the nodes of a tree over the
 * partition: node {@code i} is the group of the rows below nodes {@code 2i} and {@code 2i + 1}, the rows themselves are the last nodes. A function whose states cannot be merged
 * sees the rows of each such frame anew, which takes the time of all frames together.
 */
final class AggregateEvaluator extends AccumulatedFrames {
  private final AggregateAccumulator nodes;
  private final FlatVector[] states;
  private int[] groups = new int[0];
  private int[] picked = new int[0];
  private int[] pickedNodes = new int[64];
  private boolean hasTree;
  private int first;
  private int size;

  /** The first row that a frame that only grows has not brought in. */
  private int next;

  AggregateEvaluator(WindowCall call, FrameRows frames, MemoryReservation reservation) {
    super(call, frames, reservation);
    nodes = implementation.newAccumulator(reservation);
    List<DataType> types = implementation.stateTypes();
    states = new FlatVector[types.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = FlatVector.create(types.get(i), 0);
    }
  }

  @Override
  public void begin(int rowCount) {
    super.begin(rowCount);
    if (picked.length < 2 * rowCount) {
      picked = new int[2 * rowCount];
      groups = new int[2 * rowCount];
    }
  }

  @Override
  void prepare(WindowRows rows, int from, int to) {
    first = from;
    size = to - from;
    next = from;
    hasTree = !call.frame().isGrowing() && implementation.isSplittable();
    if (hasTree) {
      buildTree(from, to);
    }
  }

  @Override
  void accumulate(RowRanges frame, int row) {
    if (call.frame().isGrowing()) {
      if (frame.count() > 0 && frame.end(0) > next) {
        bringIn(next, frame.end(0));
        next = frame.end(0);
      }
      return;
    }
    current.clear(1);
    if (hasTree) {
      mergeNodes(frame);
    } else {
      for (int i = 0; i < frame.count(); i++) {
        bringIn(frame.start(i), frame.end(i));
      }
    }
  }

  private void bringIn(int from, int end) {
    bringIn(picked, countedRows(from, end));
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
      int parent = last / 2 + 1;
      int children = 2 * (last - parent + 1);
      writeStates(2 * parent, children);
      for (int i = 0; i < children; i++) {
        groups[i] = parent + i / 2;
      }
      nodes.merge(grouped.set(groups, null, children), states);
      last = parent - 1;
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
  private void mergeNodes(RowRanges frame) {
    int count = 0;
    for (int i = 0; i < frame.count(); i++) {
      count = pickNodes(frame.start(i) - first + size, frame.end(i) - first + size, count);
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

  @Override
  long retainedBytes() {
    long bytes = nodes.retainedBytes();
    for (FlatVector state : states) {
      bytes += state.retainedBytes();
    }
    return bytes;
  }

  @Override
  public int bytesPerRow() {
    return 2 * Long.BYTES + 4 * Integer.BYTES;
  }
}
