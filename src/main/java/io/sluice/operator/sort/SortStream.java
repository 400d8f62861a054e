package io.sluice.operator.sort;

import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.expression.SortField;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.spill.SpillCopy;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.PendingSet;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.plan.TaskContext;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all rows of its input in runs of limited length, orders each run when it is full, and merges the runs while they are read. When memory is short, what
 * it has is merged to a run on disk; in the end those are merged with what is in memory then.
 */
final class SortStream implements RecordBatchStream {
  private final RecordBatchStream input;
  private final List<SortField> fields;
  private final Limits limits;
  private final MemoryReservation reservation;
  private final KeyComparator comparator;
  private final SortKeys keys;
  private final List<RunsStream.Run> runs = new ArrayList<>();
  private final SpilledRuns spilled;
  private final PendingSet pending = new PendingSet(2);
  private RowStore current;
  private boolean isInputClosed;
  private @Nullable SpillCopy spilling;
  private boolean isMemorySpilling;
  private @Nullable RecordBatchStream output;

  /**
   * What a sort may do at once.
   *
   * @param batchSize rows of an output batch
   * @param runRows rows that are ordered in one go
   * @param fetch rows that are wanted
   */
  record Limits(int batchSize, int runRows, long fetch) {}

  /**
   * @param reservation a spillable one
   */
  SortStream(
      RecordBatchStream input,
      List<SortField> fields,
      SortKeys keys,
      Limits limits,
      MemoryReservation reservation,
      TaskContext context) {
    this.input = input;
    this.fields = fields;
    this.limits = limits;
    this.reservation = reservation;
    this.keys = keys;
    comparator = new KeyComparator(fields);
    spilled = new SpilledRuns(
        input.schema(), fields, new RunsStream.Limits(limits.batchSize(), limits.fetch()), context);
    current = new RowStore(keys.types(), reservation);
  }

  @Override
  public Schema schema() {
    return input.schema();
  }

  @Override
  public Poll poll() {
    RecordBatchStream sorted = output;
    while (sorted == null) {
      Poll obstacle = spilling == null ? consume() : continueSpilling(spilling);
      if (obstacle != null) {
        return obstacle;
      }
      sorted = prepareOutput();
    }
    output = sorted;
    return sorted.poll();
  }

  /** Takes in rows until the input has ended or memory is short; answers what hinders it, or null. */
  private @Nullable Poll consume() {
    while (!isInputClosed) {
      if (reservation.shouldSpill(spillingBytes())) {
        spillMemory();
        return null;
      }
      Poll poll = input.poll();
      if (poll instanceof Poll.Ready ready) {
        RecordBatch batch = ready.batch();
        current.append(keys.columns(batch), batch.selection(), batch.rowCount());
        if (current.rowCount() >= limits.runRows() || current.isTextFull()) {
          finishRun();
          current = new RowStore(keys.types(), reservation);
        }
        if (CooperativeThread.shouldYield()) {
          return Poll.YIELD;
        }
      } else if (poll instanceof Poll.Pending waiting) {
        pending.set(0, waiting.whenReady());
        pending.set(1, reservation.whenAsked());
        return pending.whenAnyReady();
      } else {
        closeInput();
      }
    }
    return null;
  }

  /** What the next batch may need at worst, and ordering what is not in order yet. */
  private long spillingBytes() {
    return current.growthBytes(limits.batchSize())
        + (long) RowOrder.BYTES_PER_ROW * current.rowCount();
  }

  private void finishRun() {
    int rowCount = current.rowCount();
    if (rowCount == 0) {
      return;
    }
    reservation.grow((long) RowOrder.BYTES_PER_ROW * rowCount);
    FlatVector[] keyColumns = keys.keys(current.columns(), new FlatVector[keys.keyCount()]);
    int[] order = RowOrder.of(keyColumns, comparator, rowCount);
    reservation.shrink((long) (RowOrder.BYTES_PER_ROW - Integer.BYTES) * rowCount);
    runs.add(new RunsStream.Run(current, order));
  }

  private void spillMemory() {
    finishRun();
    long rowCount = runs.stream().mapToLong(run -> run.order().length).sum();
    int batchRows = spilled.batchRows(reservation.bytes(), rowCount);
    spilling = spilled.write(memory(batchRows));
    isMemorySpilling = true;
  }

  private RecordBatchStream memory(int batchSize) {
    return new RunsStream(
        schema(),
        runs,
        fields,
        keys,
        new RunsStream.Limits(batchSize, limits.fetch()),
        reservation);
  }

  /** Answers what hinders it, or null when all is on disk. */
  private @Nullable Poll continueSpilling(SpillCopy copy) {
    Poll poll = copy.poll();
    if (!(poll instanceof Poll.End)) {
      return poll;
    }
    spilled.add(copy.takeFile());
    spilling = null;
    if (isMemorySpilling) {
      isMemorySpilling = false;
      runs.clear();
      current = new RowStore(keys.types(), reservation);
      reservation.shrink(reservation.bytes());
      reservation.spilled();
    }
    return null;
  }

  /** The ordered rows, or null while there are rows to read or to spill. */
  private @Nullable RecordBatchStream prepareOutput() {
    if (spilling != null || !isInputClosed) {
      return null;
    }
    boolean hasMemoryRun = !runs.isEmpty() || current.rowCount() > 0;
    if (hasMemoryRun && reservation.shouldSpillAtLast(spillingBytes())) {
      spillMemory();
      return null;
    }
    if (spilled.areTooMany(hasMemoryRun ? 1 : 0)) {
      spilling = spilled.reduce();
      return null;
    }
    reservation.setSpillable(false);
    finishRun();
    if (spilled.isEmpty()) {
      return memory(limits.batchSize());
    }
    return spilled.mergeWith(hasMemoryRun ? List.of(memory(limits.batchSize())) : List.of());
  }

  private void closeInput() {
    if (!isInputClosed) {
      isInputClosed = true;
      input.close();
    }
  }

  @Override
  public void close() {
    try {
      closeInput();
    } finally {
      if (spilling != null) {
        spilling.close();
      }
      if (output != null) {
        output.close();
      }
      spilled.close();
      runs.clear();
      reservation.close();
    }
  }
}
