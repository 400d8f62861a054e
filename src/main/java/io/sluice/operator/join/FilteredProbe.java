package io.sluice.operator.join;

import io.sluice.column.Bits;
import io.sluice.column.RecordBatch;
import io.sluice.expression.ExpressionEvaluator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.join.match.BuildMatches;
import io.sluice.operator.join.match.BuildSide;
import io.sluice.operator.join.match.JoinOutput;
import io.sluice.operator.join.match.ProbeMatches;
import io.sluice.plan.RecordBatchStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A pair with equal keys is a candidate that must pass a condition. Candidates are assembled as output batches, of which those that pass are selected.
 * Probe rows of a RIGHT or FULL join none of whose candidates passed follow when all candidates of their batch are tried.
 */
final class FilteredProbe extends JoinProbe {
  private final BuildSide build;
  private final ProbeMatches matches;
  private final ExpressionEvaluator condition;
  private final boolean keepsProbeRows;
  private final int batchSize;
  private int[] passed = new int[0];
  private @Nullable RecordBatch lastOutput;
  private long[] matchedRows = new long[0];
  private int[] unmatchedRows = new int[0];
  private int unmatchedCount;
  private int unmatchedTaken;

  FilteredProbe(
      HashJoinExec node,
      PhysicalExpression filter,
      BuildSide build,
      RecordBatchStream right,
      JoinOutput output,
      int batchSize) {
    super(right, output);
    this.build = build;
    this.batchSize = batchSize;
    matches = new ProbeMatches(build, node.on(), false);
    condition = filter.newEvaluator();
    keepsProbeRows = node.type().keepsUnmatchedRight();
  }

  @Override
  void start(RecordBatch probe) {
    matches.start(probe);
    unmatchedCount = 0;
    unmatchedTaken = 0;
    if (keepsProbeRows) {
      int words = Bits.wordCount(probe.length());
      if (matchedRows.length < words) {
        matchedRows = new long[words];
      } else {
        Arrays.fill(matchedRows, 0, words, 0);
      }
      if (matches.isDone()) {
        collectUnmatched(probe);
      }
    }
  }

  @Override
  @Nullable
  RecordBatch step(RecordBatch probe) {
    if (matches.isDone()) {
      return unmatchedTaken < unmatchedCount ? takeUnmatched(probe) : null;
    }
    int count = matches.take(batchSize);
    output.append(build.rows(), matches.pairBuildRows(), probe, matches.pairProbeRows(), count);
    RecordBatch candidates = output.take();
    if (passed.length < count || lastOutput != null && lastOutput.isRetained()) {
      passed = new int[batchSize];
    }
    int passedCount = condition.select(candidates, null, count, passed);
    mark(passedCount);
    if (keepsProbeRows && matches.isDone()) {
      collectUnmatched(probe);
    }
    lastOutput = passedCount == count ? candidates : candidates.withSelection(passed, passedCount);
    return passedCount == 0 ? null : lastOutput;
  }

  private void mark(int passedCount) {
    BuildMatches buildMatches = build.matches();
    if (buildMatches != null) {
      for (int i = 0; i < passedCount; i++) {
        buildMatches.mark(matches.pairBuildRows()[passed[i]]);
      }
    }
    if (keepsProbeRows) {
      for (int i = 0; i < passedCount; i++) {
        Bits.set(matchedRows, matches.pairProbeRows()[passed[i]]);
      }
    }
  }

  private void collectUnmatched(RecordBatch probe) {
    if (unmatchedRows.length < probe.rowCount()) {
      unmatchedRows = new int[probe.rowCount()];
    }
    for (int i = 0; i < probe.rowCount(); i++) {
      int row = probe.rowAt(i);
      if (!Bits.get(matchedRows, row)) {
        unmatchedRows[unmatchedCount++] = row;
      }
    }
  }

  private RecordBatch takeUnmatched(RecordBatch probe) {
    int count = Math.min(batchSize, unmatchedCount - unmatchedTaken);
    output.appendProbeOnly(probe, unmatchedRows, unmatchedTaken, count);
    unmatchedTaken += count;
    return output.take();
  }

  @Override
  boolean isDone() {
    return matches.isDone() && unmatchedTaken >= unmatchedCount;
  }

  @Override
  @Nullable
  BuildMatches finish() {
    return build.matches();
  }
}
