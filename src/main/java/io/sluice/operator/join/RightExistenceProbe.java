package io.sluice.operator.join;

import io.sluice.column.RecordBatch;
import io.sluice.operator.join.match.BuildMatches;
import io.sluice.operator.join.match.BuildSide;
import io.sluice.operator.join.match.JoinOutput;
import io.sluice.operator.join.match.PairCondition;
import io.sluice.operator.join.match.ProbeMarks;
import io.sluice.operator.join.match.ProbeMatches;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** Gives each probe row at most once, for whether it has a partner. */
final class RightExistenceProbe extends JoinProbe {
  private final BuildSide build;
  private final boolean isNullAware;
  private final ProbeMatches matches;
  private final ProbeMarks marks;
  private final @Nullable PairCondition condition;
  private final int batchSize;
  private boolean isFinished;

  RightExistenceProbe(
      HashJoinExec node,
      @Nullable PairCondition condition,
      BuildSide build,
      RecordBatchStream right,
      JoinOutput output,
      Schema schema,
      int batchSize) {
    super(right, output);
    this.build = build;
    this.condition = condition;
    this.batchSize = batchSize;
    isNullAware = node.isNullAware();
    matches = new ProbeMatches(build, node.on(), false);
    marks = new ProbeMarks(node.type(), schema);
  }

  @Override
  void start(RecordBatch probe) {
    matches.start(probe);
    marks.start(probe);
    isFinished = false;
  }

  @Override
  @Nullable
  RecordBatch step(RecordBatch probe) {
    if (!matches.isDone()) {
      if (condition == null) {
        markAll();
      } else {
        markPairs(condition, probe);
      }
    }
    if (!matches.isDone()) {
      return null;
    }
    if (isNullAware) {
      markUnknown(probe);
    }
    isFinished = true;
    return marks.finish(probe);
  }

  private void markAll() {
    int count = matches.takeProbeRows();
    for (int i = 0; i < count; i++) {
      marks.mark(matches.probeRows()[i]);
    }
  }

  private void markPairs(PairCondition tried, RecordBatch probe) {
    int count = matches.take(batchSize);
    int[] probeRows = matches.pairProbeRows();
    int passed = tried.test(build.rows(), matches.pairBuildRows(), probe, probeRows, count);
    for (int i = 0; i < passed; i++) {
      marks.mark(probeRows[tried.passed()[i]]);
    }
    for (int i = 0; i < tried.unknownCount(); i++) {
      marks.markUnknown(probeRows[tried.unknown()[i]]);
    }
  }

  /** A NULL key might equal any key of the build side, and any key a NULL there. */
  private void markUnknown(RecordBatch probe) {
    if (build.hasNullKey()) {
      for (int i = 0; i < probe.rowCount(); i++) {
        marks.markUnknown(probe.rowAt(i));
      }
    } else if (build.hasRows()) {
      for (int i = 0; i < matches.rowsWithoutKeyCount(); i++) {
        marks.markUnknown(matches.rowsWithoutKey()[i]);
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
    return null;
  }
}
