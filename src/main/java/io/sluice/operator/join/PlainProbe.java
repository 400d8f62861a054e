package io.sluice.operator.join;

import io.sluice.column.RecordBatch;
import io.sluice.operator.join.match.BuildMatches;
import io.sluice.operator.join.match.BuildSide;
import io.sluice.operator.join.match.JoinOutput;
import io.sluice.operator.join.match.JoinTable;
import io.sluice.operator.join.match.ProbeMatches;
import io.sluice.plan.RecordBatchStream;
import org.jspecify.annotations.Nullable;

/** Every pair with equal keys is a result. Pairs of several probe batches share an output batch. */
final class PlainProbe extends JoinProbe {
  private final BuildSide build;
  private final ProbeMatches matches;

  PlainProbe(HashJoinExec node, BuildSide build, RecordBatchStream right, JoinOutput output) {
    super(right, output);
    this.build = build;
    matches = new ProbeMatches(build, node.on(), node.type().keepsUnmatchedRight());
  }

  @Override
  void start(RecordBatch probe) {
    matches.start(probe);
  }

  @Override
  @Nullable
  RecordBatch step(RecordBatch probe) {
    int count = matches.take(output.room());
    int[] buildRows = matches.pairBuildRows();
    BuildMatches buildMatches = build.matches();
    if (buildMatches != null) {
      for (int i = 0; i < count; i++) {
        if (buildRows[i] != JoinTable.NONE) {
          buildMatches.mark(buildRows[i]);
        }
      }
    }
    if (count > 0) {
      output.append(build.rows(), buildRows, probe, matches.pairProbeRows(), count);
    }
    return output.room() == 0 ? output.take() : null;
  }

  @Override
  boolean isDone() {
    return matches.isDone();
  }

  @Override
  @Nullable
  BuildMatches finish() {
    return build.matches();
  }
}
