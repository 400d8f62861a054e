package io.sluice.sql.optimizer;

import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMdRowCount;
import org.apache.calcite.rel.metadata.RelMdUtil;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** How many rows a join gives: the product of both sides, divided by the larger number of different keys. Public for the metadata's generated code. */
public final class JoinRowCount extends RelMdRowCount {
  static final RelMetadataProvider SOURCE = ReflectiveRelMetadataProvider.reflectiveSource(
      new JoinRowCount(), BuiltInMetadata.RowCount.Handler.class);

  @Override
  public @Nullable Double getRowCount(Join join, RelMetadataQuery metadata) {
    double left = metadata.getRowCount(join.getLeft());
    double right = metadata.getRowCount(join.getRight());
    JoinInfo condition = join.analyzeCondition();
    double share = 1;
    for (RexNode residual : condition.nonEquiConditions) {
      share *= RelMdUtil.guessSelectivity(residual);
    }
    double keys = 1;
    if (!condition.leftKeys.isEmpty()) {
      ImmutableBitSet leftKeys = condition.leftSet();
      ImmutableBitSet rightKeys = condition.rightSet();
      keys = Math.max(
          distinct(metadata.getDistinctRowCount(join.getLeft(), leftKeys, null), left),
          distinct(metadata.getDistinctRowCount(join.getRight(), rightKeys, null), right));
    }
    double inner = Math.max(1, left * right / Math.max(1, keys) * share);
    return switch (join.getJoinType()) {
      case INNER -> inner;
      case LEFT -> Math.max(left, inner);
      case RIGHT -> Math.max(right, inner);
      default -> super.getRowCount(join, metadata);
    };
  }

  private static double distinct(@Nullable Double estimate, double rows) {
    return estimate == null ? rows : Math.min(estimate, rows);
  }
}
