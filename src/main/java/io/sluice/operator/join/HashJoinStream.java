package io.sluice.operator.join;

import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.join.match.BuildMatches;
import io.sluice.operator.join.match.BuildSide;
import io.sluice.operator.join.match.JoinOutput;
import io.sluice.operator.join.match.JoinType;
import io.sluice.operator.join.match.PairCondition;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** The joined rows of one partition: waits for the build side, then probes it. */
final class HashJoinStream implements RecordBatchStream {
  private final HashJoinExec node;
  private final Schema schema;
  private final RecordBatchStream right;
  private final BuildSource<BuildSide> buildSource;
  private final int batchSize;
  private @Nullable JoinProbe probe;
  private boolean isRightClosed;

  HashJoinStream(
      HashJoinExec node,
      BuildSource<BuildSide> buildSource,
      RecordBatchStream right,
      int batchSize) {
    this.node = node;
    this.buildSource = buildSource;
    this.right = right;
    this.batchSize = batchSize;
    schema = node.schema();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Poll poll() {
    JoinProbe probing = probe;
    if (probing == null) {
      Poll poll = buildSource.poll();
      if (!(poll instanceof Poll.End)) {
        return poll;
      }
      probing = startProbe(buildSource.result());
      probe = probing;
    }
    return probing.poll();
  }

  private JoinProbe startProbe(BuildSide build) {
    JoinOutput output = new JoinOutput(
        schema, node.type().hasLeftColumns() ? node.left().schema().size() : 0, batchSize);
    JoinProbe probing = node.type().hasPairs() ? pairs(build, output) : existence(build, output);
    boolean isRightNeeded = build.rows().size() > 0 || node.type().keepsUnmatchedRight();
    boolean isNothingKnown =
        node.isNullAware() && build.hasNullKey() && node.type() == JoinType.RIGHT_ANTI;
    if (!isRightNeeded || isNothingKnown) {
      probing.skipRight();
      closeRight();
    }
    return probing;
  }

  private JoinProbe pairs(BuildSide build, JoinOutput output) {
    PhysicalExpression filter = node.filter().orElse(null);
    return filter == null
        ? new PlainProbe(node, build, right, output)
        : new FilteredProbe(node, filter, build, right, output, batchSize);
  }

  private JoinProbe existence(BuildSide build, JoinOutput output) {
    PairCondition condition = node.filter()
        .map(filter -> new PairCondition(
            filter, node.left().schema(), node.right().schema(), node.isMarkNullable()))
        .orElse(null);
    BuildMatches buildMatches = build.matches();
    return buildMatches == null
        ? new RightExistenceProbe(node, condition, build, right, output, schema, batchSize)
        : new LeftExistenceProbe(node, condition, build, buildMatches, right, output, batchSize);
  }

  private void closeRight() {
    if (!isRightClosed) {
      isRightClosed = true;
      right.close();
    }
  }

  @Override
  public void close() {
    try {
      closeRight();
    } finally {
      buildSource.close();
    }
  }
}
