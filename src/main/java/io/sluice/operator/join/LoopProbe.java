package io.sluice.operator.join;

import io.sluice.column.Bits;
import io.sluice.column.RecordBatch;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.join.match.BuildMatches;
import io.sluice.operator.join.match.JoinOutput;
import io.sluice.operator.join.match.JoinType;
import io.sluice.operator.join.match.ProbeMarks;
import io.sluice.operator.join.match.RowCondition;
import io.sluice.operator.join.match.SharedMatches;
import io.sluice.plan.CooperativeThread;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tries each build row with all rows of a probe batch. Pairs are given as they are found; what is known of probe rows is given at the end of their batch, and what is known of
 * build rows by the stream that ends last.
 */
final class LoopProbe extends JoinProbe {
  private final JoinType type;
  private final CollectedRows build;
  private final RowCondition condition;
  private final ProbeMarks marks;
  private final MemoryReservation reservation;
  private final boolean isProbeRowTriedOnce;
  private int[] candidates = new int[0];
  private int candidateCount;
  private int buildRow;
  private int passedCount;
  private int passedTaken;
  private int[] pairBuildRows = new int[0];
  private boolean[] isPassed = new boolean[0];
  private long[] matched = new long[0];
  private int[] unmatchedRows = new int[0];
  private int unmatchedCount;
  private int unmatchedTaken;
  private boolean isFinished;

  LoopProbe(
      NestedLoopJoinExec node,
      CollectedRows build,
      RecordBatchStream right,
      JoinOutput output,
      Schema schema,
      MemoryReservation reservation) {
    super(right, output);
    this.build = build;
    this.reservation = reservation;
    type = node.type();
    condition = new RowCondition(
        node.filter().orElse(null),
        node.left().schema(),
        node.right().schema(),
        node.isMarkNullable());
    marks = new ProbeMarks(type, schema);
    isProbeRowTriedOnce = !type.hasLeftColumns();
  }

  @Override
  void start(RecordBatch probe) {
    int total = probe.rowCount();
    if (candidates.length < total) {
      candidates = new int[total];
    }
    for (int i = 0; i < total; i++) {
      candidates[i] = probe.rowAt(i);
    }
    candidateCount = total;
    buildRow = 0;
    passedCount = 0;
    passedTaken = 0;
    unmatchedCount = 0;
    unmatchedTaken = 0;
    isFinished = false;
    if (isProbeRowTriedOnce) {
      marks.start(probe);
      if (isPassed.length < probe.length()) {
        isPassed = new boolean[probe.length()];
      }
    } else if (type.keepsUnmatchedRight()) {
      int words = Bits.wordCount(probe.length());
      if (matched.length < words) {
        matched = new long[words];
      } else {
        Arrays.fill(matched, 0, words, 0);
      }
    }
  }

  @Override
  @Nullable
  RecordBatch step(RecordBatch probe) {
    if (passedTaken < passedCount) {
      takePairs(probe);
    } else if (buildRow < build.rows().size() && candidateCount > 0) {
      tryRows(probe);
    } else if (isProbeRowTriedOnce) {
      isFinished = true;
      return marks.finish(probe);
    } else {
      takeUnmatched(probe);
    }
    return output.room() == 0 ? output.take() : null;
  }

  /** Tries build rows until some pairs are to be given. */
  private void tryRows(RecordBatch probe) {
    do {
      int row = buildRow++;
      SharedMatches shared = build.matches();
      if (shared != null && !type.hasPairs()) {
        if (!shared.isMarked(row)) {
          markBuildRow(shared, row, probe);
        }
      } else if (isProbeRowTriedOnce) {
        markProbeRows(row, probe);
      } else {
        passedCount = condition.test(build.rows(), row, probe, candidates, candidateCount);
        passedTaken = 0;
        markPairs(row);
      }
    } while (passedTaken == passedCount
        && candidateCount > 0
        && buildRow < build.rows().size()
        && !CooperativeThread.shouldYield());
  }

  private void markBuildRow(SharedMatches shared, int row, RecordBatch probe) {
    if (condition.test(build.rows(), row, probe, candidates, candidateCount) > 0) {
      shared.mark(row);
    } else if (condition.unknownCount() > 0) {
      shared.markUnknown(row);
    }
  }

  /** Rows that found a partner are tried no more. */
  private void markProbeRows(int row, RecordBatch probe) {
    int count = condition.test(build.rows(), row, probe, candidates, candidateCount);
    for (int i = 0; i < condition.unknownCount(); i++) {
      marks.markUnknown(condition.unknown()[i]);
    }
    if (count == 0) {
      return;
    }
    int[] passed = condition.passed();
    for (int i = 0; i < count; i++) {
      marks.mark(passed[i]);
      isPassed[passed[i]] = true;
    }
    int kept = 0;
    for (int i = 0; i < candidateCount; i++) {
      int candidate = candidates[i];
      candidates[kept] = candidate;
      kept += isPassed[candidate] ? 0 : 1;
    }
    for (int i = 0; i < count; i++) {
      isPassed[passed[i]] = false;
    }
    candidateCount = kept;
  }

  private void markPairs(int row) {
    SharedMatches shared = build.matches();
    if (shared != null && passedCount > 0) {
      shared.mark(row);
    }
    if (type.keepsUnmatchedRight()) {
      for (int i = 0; i < passedCount; i++) {
        Bits.set(matched, condition.passed()[i]);
      }
    }
  }

  private void takePairs(RecordBatch probe) {
    int count = Math.min(output.room(), passedCount - passedTaken);
    if (pairBuildRows.length < count) {
      pairBuildRows = new int[count];
    }
    Arrays.fill(pairBuildRows, 0, count, buildRow - 1);
    output.append(build.rows(), pairBuildRows, probe, condition.passed(), passedTaken, count);
    passedTaken += count;
  }

  private void takeUnmatched(RecordBatch probe) {
    if (type.keepsUnmatchedRight() && unmatchedTaken == 0) {
      collectUnmatched(probe);
    }
    int count = Math.min(output.room(), unmatchedCount - unmatchedTaken);
    if (count > 0) {
      output.appendProbeOnly(probe, unmatchedRows, unmatchedTaken, count);
      unmatchedTaken += count;
    }
    isFinished = unmatchedTaken == unmatchedCount;
  }

  private void collectUnmatched(RecordBatch probe) {
    unmatchedCount = 0;
    if (unmatchedRows.length < probe.rowCount()) {
      unmatchedRows = new int[probe.rowCount()];
    }
    for (int i = 0; i < probe.rowCount(); i++) {
      int row = probe.rowAt(i);
      if (!Bits.get(matched, row)) {
        unmatchedRows[unmatchedCount++] = row;
      }
    }
  }

  @Override
  boolean isDone() {
    return isFinished;
  }

  @Override
  @Nullable
  BuildMatches finish() {
    SharedMatches shared = build.matches();
    return shared != null && shared.finish()
        ? shared.collect(type, build.rows(), reservation)
        : null;
  }
}
