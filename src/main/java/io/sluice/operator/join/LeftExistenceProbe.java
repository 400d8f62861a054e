package io.sluice.operator.join;

import io.sluice.column.RecordBatch;
import io.sluice.operator.join.match.BuildMatches;
import io.sluice.operator.join.match.BuildSide;
import io.sluice.operator.join.match.JoinOutput;
import io.sluice.operator.join.match.JoinTable;
import io.sluice.operator.join.match.PairCondition;
import io.sluice.operator.join.match.ProbeMatches;
import io.sluice.plan.RecordBatchStream;
import org.jspecify.annotations.Nullable;

/** Notes which build rows have a partner; they are given at most once each, at the end. */
final class LeftExistenceProbe extends JoinProbe {
  private final BuildSide build;
  private final BuildMatches found;
  private final ProbeMatches matches;
  private final @Nullable PairCondition condition;
  private final int batchSize;

  LeftExistenceProbe(
      HashJoinExec node,
      @Nullable PairCondition condition,
      BuildSide build,
      BuildMatches found,
      RecordBatchStream right,
      JoinOutput output,
      int batchSize) {
    super(right, output);
    this.build = build;
    this.found = found;
    this.condition = condition;
    this.batchSize = batchSize;
    matches = new ProbeMatches(build, node.on(), false);
  }

  @Override
  void start(RecordBatch probe) {
    matches.start(probe);
  }

  @Override
  @Nullable
  RecordBatch step(RecordBatch probe) {
    if (condition == null) {
      markChains();
    } else {
      markPairs(condition, probe);
    }
    return null;
  }

  /** All rows of a key are marked when its first one is. */
  private void markChains() {
    int count = matches.takeProbeRows();
    for (int i = 0; i < count; i++) {
      int row = matches.firstBuildRows()[i];
      if (!found.isMarked(row)) {
        for (; row != JoinTable.NONE; row = build.table().next(row)) {
          found.mark(row);
        }
      }
    }
  }

  private void markPairs(PairCondition tried, RecordBatch probe) {
    int count = matches.take(batchSize);
    int[] buildRows = matches.pairBuildRows();
    int passed = tried.test(build.rows(), buildRows, probe, matches.pairProbeRows(), count);
    for (int i = 0; i < passed; i++) {
      found.mark(buildRows[tried.passed()[i]]);
    }
    for (int i = 0; i < tried.unknownCount(); i++) {
      found.markUnknown(buildRows[tried.unknown()[i]]);
    }
  }

  @Override
  boolean isDone() {
    return matches.isDone();
  }

  @Override
  BuildMatches finish() {
    return found;
  }
}
