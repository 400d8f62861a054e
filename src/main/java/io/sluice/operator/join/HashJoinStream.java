package io.sluice.operator.join;

import io.sluice.expression.PhysicalExpression;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import io.sluice.type.Schema;
import org.jspecify.annotations.Nullable;

/** The joined rows of one partition: waits for the build side, then probes it. */
final class HashJoinStream implements RecordBatchStream {
  private final HashJoinExec node;
  private final Schema schema;
  private final RecordBatchStream right;
  private final BuildSource buildSource;
  private final int batchSize;
  private @Nullable JoinProbe probe;
  private boolean isRightClosed;

  HashJoinStream(
      HashJoinExec node, BuildSource buildSource, RecordBatchStream right, int batchSize) {
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
    JoinOutput output = new JoinOutput(schema, node.left().schema().size(), batchSize);
    PhysicalExpression filter = node.filter().orElse(null);
    JoinProbe probing = filter == null
        ? new PlainProbe(node, build, right, output)
        : new FilteredProbe(node, filter, build, right, output, batchSize);
    if (build.rows().size() == 0 && node.type() != JoinType.RIGHT) {
      probing.skipRight();
      closeRight();
    }
    return probing;
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
