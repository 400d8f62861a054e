package io.sluice.operator.window;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.extension.AggregateAccumulator;
import io.sluice.extension.AggregateImplementation;
import io.sluice.extension.GroupedRows;
import io.sluice.memory.MemoryReservation;

/**
 * An aggregate function over frames, by an accumulator whose one group has the rows of the frame at hand; a subclass says which rows come into it. A row with the frame of the row
 * before it has the same result.
 */
abstract class AccumulatedFrames implements WindowEvaluator {
  private final FrameRows frames;
  private final MemoryReservation reservation;
  private final FlatVector results;
  private final RowRanges frame = new RowRanges();
  private final RowRanges lastFrame = new RowRanges();
  private long accountedBytes;
  final WindowCall call;
  final AggregateImplementation implementation;
  final AggregateAccumulator current;
  final GroupedRows grouped = new GroupedRows();
  CountedRows counted = CountedRows.NONE;
  Vector[] arguments = new Vector[0];

  AccumulatedFrames(WindowCall call, FrameRows frames, MemoryReservation reservation) {
    this.call = call;
    this.frames = frames;
    this.reservation = reservation;
    implementation = call.implementation();
    current = implementation.newAccumulator(reservation);
    results = FlatVector.create(call.type(), 0);
  }

  /** Prepares for a partition, whose counted rows and arguments are known. */
  abstract void prepare(WindowRows rows, int from, int to);

  /** Makes the group that of the frame of a row. The group is empty before the first row of a partition and then what the row before has left. */
  abstract void accumulate(RowRanges frame, int row);

  /** Bytes that are held beside the group. */
  abstract long retainedBytes();

  @Override
  public void begin(int rowCount) {
    results.reset();
  }

  @Override
  public final void evaluate(WindowRows rows, int from, int to) {
    counted = new CountedRows(call, implementation, rows);
    arguments = counted.arguments();
    prepare(rows, from, to);
    current.ensureGroups(1);
    current.clear(1);
    lastFrame.clear();
    for (int row = from; row < to; row++) {
      frames.fill(row, frame);
      if (row > from && frame.isSame(lastFrame)) {
        results.appendRange(results, row - 1, 1);
        continue;
      }
      lastFrame.copy(frame);
      accumulate(frame, row);
      current.write(0, 1, results);
    }
    account();
  }

  /** Brings the first of some rows into the group. */
  final void bringIn(int[] rows, int count) {
    if (count > 0) {
      current.update(grouped.set(null, rows, count), arguments);
    }
  }

  private void account() {
    long bytes = current.retainedBytes() + retainedBytes();
    if (bytes > accountedBytes) {
      reservation.grow(bytes - accountedBytes);
    } else {
      reservation.shrink(accountedBytes - bytes);
    }
    accountedBytes = bytes;
  }

  @Override
  public final void write(int from, int count, FlatVector target) {
    target.appendRange(results, from, count);
  }
}
