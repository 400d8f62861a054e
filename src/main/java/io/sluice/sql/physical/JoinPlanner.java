package io.sluice.sql.physical;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.join.HashJoinExec;
import io.sluice.operator.join.JoinMode;
import io.sluice.operator.join.NestedLoopJoinExec;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.join.match.JoinType;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.sql.expression.Casts;
import io.sluice.sql.expression.ExpressionTranslator;
import io.sluice.type.DataType;
import io.sluice.type.PhysicalType;
import io.sluice.type.TypeKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/** Joins of two inputs: by the hash of their keys, or by trying all rows where there are none. Serves one join. */
final class JoinPlanner {
  private final Distribution distribution;
  private final Join join;
  private final JoinType type;
  private final JoinCondition condition;
  private final int leftCount;

  JoinPlanner(Distribution distribution, Join join) {
    this.distribution = distribution;
    this.join = join;
    this.type = type(join);
    this.condition = JoinCondition.of(join);
    this.leftCount = join.getLeft().getRowType().getFieldCount();
  }

  private static JoinType type(Join join) {
    return switch (join.getJoinType()) {
      case INNER -> JoinType.INNER;
      case LEFT -> JoinType.LEFT;
      case RIGHT -> JoinType.RIGHT;
      case FULL -> JoinType.FULL;
      case SEMI -> JoinType.LEFT_SEMI;
      case ANTI -> JoinType.LEFT_ANTI;
      case LEFT_MARK -> JoinType.LEFT_MARK;
      default ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED, join.getJoinType() + " JOIN is not supported");
    };
  }

  /** What the join reads of the left input so that it can give the wanted columns. */
  ImmutableBitSet leftColumns(ImmutableBitSet wanted) {
    return wanted
        .union(RelOptUtil.InputFinder.bits(join.getCondition()))
        .intersect(ImmutableBitSet.range(leftCount));
  }

  /** What the join reads of the right input. */
  ImmutableBitSet rightColumns(ImmutableBitSet wanted) {
    ImmutableBitSet read = RelOptUtil.InputFinder.bits(join.getCondition());
    ImmutableBitSet all = join.getJoinType().projectsRight() ? wanted.union(read) : read;
    return all.except(ImmutableBitSet.range(leftCount)).shift(-leftCount);
  }

  Pruned plan(Pruned left, Pruned right) {
    return join.getJoinType().projectsRight() ? planPairs(left, right) : planExistence(left, right);
  }

  private Pruned planPairs(Pruned left, Pruned right) {
    List<JoinKey> keys = keys(left, right);
    int[] positions = positions(left, right);
    for (JoinKey key : keys) {
      if (isSameValue(key)) {
        replace(positions, left, key);
      }
    }
    return new Pruned(
        joined(type, true, keys, left, right, filter(left, right, positions(left, right))),
        positions);
  }

  /** The left input's rows at most once each. The smaller input is the build side. */
  private Pruned planExistence(Pruned left, Pruned right) {
    int[] positions = left.positions();
    if (type == JoinType.LEFT_MARK) {
      positions = Arrays.copyOf(positions, leftCount + 1);
      positions[leftCount] = left.plan().schema().size();
    }
    return new Pruned(existence(left, right), positions);
  }

  private ExecutionPlan existence(Pruned left, Pruned right) {
    if (condition.nullAware().isPresent()) {
      JoinKey key = key(condition.nullAware().get(), left, right).swap();
      return new HashJoinExec(
          JoinMode.COLLECT_LEFT,
          type.swap(),
          List.of(key),
          Optional.empty(),
          true,
          collect(right.plan()),
          distribution.spread(left.plan()));
    }
    List<JoinKey> keys = keys(left, right);
    if (isLeftSmaller()) {
      return joined(type, true, keys, left, right, filter(left, right, positions(left, right)));
    }
    int[] swapped = positions(right, left);
    int rightCount = right.positions().length;
    int[] positions = new int[swapped.length];
    System.arraycopy(swapped, rightCount, positions, 0, leftCount);
    System.arraycopy(swapped, 0, positions, leftCount, rightCount);
    return joined(
        type.swap(),
        false,
        keys.stream().map(JoinKey::swap).toList(),
        right,
        left,
        filter(right, left, positions));
  }

  private boolean isLeftSmaller() {
    RelMetadataQuery metadata = join.getCluster().getMetadataQuery();
    return metadata.getRowCount(join.getLeft()) <= metadata.getRowCount(join.getRight());
  }

  private static ExecutionPlan collect(ExecutionPlan plan) {
    return plan.partitionCount() == 1 ? plan : new CoalescePartitionsExec(plan);
  }

  /**
   * A join by the hash of the keys: of a small build side that all partitions of the other side share, or of two inputs that are partitioned alike. Where there is no key,
   * of all rows of the build side with each one of the other.
   *
   * @param isLeftBuild whether the build side is the left input of the logical join
   */
  private ExecutionPlan joined(
      JoinType joinType,
      boolean isLeftBuild,
      List<JoinKey> keys,
      Pruned build,
      Pruned probe,
      Optional<PhysicalExpression> filter) {
    if (keys.isEmpty()) {
      return new NestedLoopJoinExec(
          joinType, filter, collect(build.plan()), distribution.spread(probe.plan()));
    }
    List<PhysicalExpression> probeKeys = keys.stream().map(JoinKey::right).toList();
    if (!joinType.awaitsRight()
        && isBuildSmall(isLeftBuild)
        && !distribution.isHashed(probe.plan(), probeKeys)) {
      return new HashJoinExec(
          JoinMode.COLLECT_LEFT,
          joinType,
          keys,
          filter,
          collect(build.plan()),
          distribution.spread(probe.plan()));
    }
    return new HashJoinExec(
        JoinMode.PARTITIONED,
        joinType,
        keys,
        filter,
        distribution.hash(build.plan(), keys.stream().map(JoinKey::left).toList()),
        distribution.hash(probe.plan(), probeKeys));
  }

  /** Whether it is cheaper to give each task all rows of the build side than to move those of the other one. */
  private boolean isBuildSmall(boolean isLeftBuild) {
    RelMetadataQuery metadata = join.getCluster().getMetadataQuery();
    double buildRows = metadata.getRowCount(isLeftBuild ? join.getLeft() : join.getRight());
    double probeRows = metadata.getRowCount(isLeftBuild ? join.getRight() : join.getLeft());
    return distribution.broadcasts(buildRows, probeRows);
  }

  private List<JoinKey> keys(Pruned left, Pruned right) {
    return condition.keys().stream().map(key -> key(key, left, right)).toList();
  }

  private JoinKey key(JoinCondition.Equality equality, Pruned left, Pruned right) {
    PhysicalExpression leftKey = translate(equality.left(), left);
    PhysicalExpression rightKey = translate(equality.right(), right);
    DataType common = Casts.comparable(leftKey.type(), rightKey.type());
    boolean isNullable = leftKey.isNullable() || rightKey.isNullable();
    return new JoinKey(
        Casts.equatable(leftKey, common),
        Casts.equatable(rightKey, common),
        equality.isNullEqual() && isNullable);
  }

  private PhysicalExpression translate(RexNode value, Pruned input) {
    return new ExpressionTranslator(
            join.getCluster().getRexBuilder(), input.plan().schema())
        .translate(input.relocate(value));
  }

  /** Where the columns of two inputs side by side are. */
  private static int[] positions(Pruned first, Pruned second) {
    int firstCount = first.positions().length;
    int[] positions = Arrays.copyOf(first.positions(), firstCount + second.positions().length);
    for (int i = 0; i < second.positions().length; i++) {
      int position = second.positions()[i];
      positions[firstCount + i] = position < 0 ? -1 : first.plan().schema().size() + position;
    }
    return positions;
  }

  /**
   * Whether the left key can stand for the right one in the output. It is what the output is known to be partitioned by, so that grouping by it
   * moves no rows. Equal doubles may differ in their sign.
   */
  private boolean isSameValue(JoinKey key) {
    return type == JoinType.INNER
        && !key.isNullEqual()
        && key.left() instanceof ColumnExpression
        && key.right() instanceof ColumnExpression
        && key.left().type().physicalType() != PhysicalType.FLOAT64
        && key.left().type().kind() != TypeKind.INTERVAL
        && key.left().isNullable() == key.right().isNullable();
  }

  private static void replace(int[] positions, Pruned left, JoinKey key) {
    int leftPosition = ((ColumnExpression) key.left()).index();
    int rightPosition = left.plan().schema().size() + ((ColumnExpression) key.right()).index();
    for (int i = left.positions().length; i < positions.length; i++) {
      if (positions[i] == rightPosition) {
        positions[i] = leftPosition;
      }
    }
  }

  /**
   * The residual condition.
   *
   * @param positions where the columns of the join's left input, then the right one, are in those of the build side, then the probe side
   */
  private Optional<PhysicalExpression> filter(Pruned build, Pruned probe, int[] positions) {
    if (condition.residual().isEmpty()) {
      return Optional.empty();
    }
    RexBuilder builder = join.getCluster().getRexBuilder();
    Pruned both = new Pruned(build.plan(), positions);
    ExpressionTranslator expressions = new ExpressionTranslator(
        builder, build.plan().schema().concat(probe.plan().schema()));
    return Optional.of(expressions.translate(
        both.relocate(RexUtil.composeConjunction(builder, condition.residual()))));
  }
}
