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

/** How many rows a join gives: the product of both sides, divided by the larger number of different keys; of semi and anti joins the share of left rows with a partner. Public for the metadata's generated code. */
public final class JoinRowCount extends RelMdRowCount {
  /** No anti join is taken to leave out more than all but this share. */
  private static final double MIN_UNMATCHED = 0.1;

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
      case INNER, ASOF -> inner;
      case LEFT, LEFT_ASOF -> Math.max(left, inner);
      case RIGHT -> Math.max(right, inner);
      case FULL -> Math.max(inner, left + right);
      case SEMI -> Math.max(1, left * matchingShare(left, inner, keys));
      case ANTI ->
        Math.max(1, left * Math.max(MIN_UNMATCHED, 1 - matchingShare(left, inner, keys)));
      case LEFT_MARK -> left;
    };
  }

  /** The share of the left rows that have a partner: with keys as many of their values as the right side can hold, otherwise all that the condition lets pass. */
  private static double matchingShare(double left, double inner, double keys) {
    double partners = inner / Math.max(1, left);
    return Math.min(1, keys > 1 ? partners : Math.sqrt(Math.min(1, partners)));
  }

  private static double distinct(@Nullable Double estimate, double rows) {
    return estimate == null ? rows : Math.min(estimate, rows);
  }
}
