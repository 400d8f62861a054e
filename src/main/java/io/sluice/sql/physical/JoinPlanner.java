package io.sluice.sql.physical;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.CaseExpression;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.join.HashJoinExec;
import io.sluice.operator.join.JoinKey;
import io.sluice.operator.join.JoinMode;
import io.sluice.operator.join.JoinType;
import io.sluice.plan.ExecutionPlan;
import io.sluice.sql.expression.Casts;
import io.sluice.sql.expression.ExpressionTranslator;
import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Interval;
import io.sluice.type.Literal;
import io.sluice.type.PhysicalType;
import io.sluice.type.RowType;
import io.sluice.type.TypeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/** Hash joins of two inputs that are partitioned alike by their keys. Serves one join. */
final class JoinPlanner {
  private final Distribution distribution;
  private final Join join;
  private final int leftCount;
  private final List<Integer> leftKeys = new ArrayList<>();
  private final List<Integer> rightKeys = new ArrayList<>();
  private final List<Boolean> areNullsDropped = new ArrayList<>();
  private final List<RexNode> residual = new ArrayList<>();

  JoinPlanner(Distribution distribution, Join join) {
    this.distribution = distribution;
    this.join = join;
    this.leftCount = join.getLeft().getRowType().getFieldCount();
    RelOptUtil.splitJoinCondition(
        join.getLeft(),
        join.getRight(),
        join.getCondition(),
        leftKeys,
        rightKeys,
        areNullsDropped,
        residual);
  }

  /** What the join reads of the left input so that it can give the wanted columns. */
  ImmutableBitSet leftColumns(ImmutableBitSet wanted) {
    return read(wanted).intersect(ImmutableBitSet.range(leftCount));
  }

  /** What the join reads of the right input. */
  ImmutableBitSet rightColumns(ImmutableBitSet wanted) {
    return read(wanted).except(ImmutableBitSet.range(leftCount)).shift(-leftCount);
  }

  private ImmutableBitSet read(ImmutableBitSet wanted) {
    return wanted.union(RelOptUtil.InputFinder.bits(join.getCondition()));
  }

  Pruned plan(Pruned left, Pruned right) {
    List<JoinKey> keys = new ArrayList<>();
    int[] positions = positions(left, right);
    for (int i = 0; i < leftKeys.size(); i++) {
      ColumnExpression leftKey = left.column(leftKeys.get(i));
      ColumnExpression rightKey = right.column(rightKeys.get(i));
      DataType type = Casts.comparable(leftKey.type(), rightKey.type());
      addKey(
          keys,
          Casts.equatable(leftKey, type),
          Casts.equatable(rightKey, type),
          areNullsDropped.get(i));
      if (isSameValue(leftKey, rightKey, areNullsDropped.get(i))) {
        positions[leftCount + rightKeys.get(i)] = leftKey.index();
      }
    }
    if (keys.isEmpty()) {
      // Every row of one side meets every row of the other: in one partition, as they all have the
      // same key.
      LiteralExpression same = new LiteralExpression(Literal.of(1));
      keys.add(new JoinKey(same, same));
    }
    ExecutionPlan plan = new HashJoinExec(
        JoinMode.PARTITIONED,
        type(),
        keys,
        filter(left, right),
        distribution.hash(left.plan(), keys.stream().map(JoinKey::left).toList()),
        distribution.hash(right.plan(), keys.stream().map(JoinKey::right).toList()));
    return new Pruned(plan, positions);
  }

  private int[] positions(Pruned left, Pruned right) {
    int[] positions = new int[leftCount + right.positions().length];
    System.arraycopy(left.positions(), 0, positions, 0, leftCount);
    for (int i = 0; i < right.positions().length; i++) {
      int position = right.positions()[i];
      positions[leftCount + i] = position < 0 ? -1 : left.plan().schema().size() + position;
    }
    return positions;
  }

  /**
   * Whether the left key can stand for the right one in the output. It is what the output is known to be partitioned by, so that grouping by it
   * moves no rows. Equal doubles may differ in their sign.
   */
  private boolean isSameValue(
      ColumnExpression leftKey, ColumnExpression rightKey, boolean isNullDropped) {
    return isNullDropped
        && type() == JoinType.INNER
        && leftKey.type().equals(rightKey.type())
        && leftKey.type().physicalType() != PhysicalType.FLOAT64
        && leftKey.type().kind() != TypeKind.INTERVAL
        && leftKey.isNullable() == rightKey.isNullable();
  }

  /** Where NULL equals NULL, whether a key is NULL is a key of its own beside a value that is never NULL. */
  private static void addKey(
      List<JoinKey> keys,
      PhysicalExpression left,
      PhysicalExpression right,
      boolean isNullDropped) {
    if (isNullDropped || (!left.isNullable() && !right.isNullable())) {
      keys.add(new JoinKey(left, right));
    } else {
      keys.add(new JoinKey(new IsNullExpression(left, false), new IsNullExpression(right, false)));
      keys.add(new JoinKey(withoutNull(left), withoutNull(right)));
    }
  }

  private static PhysicalExpression withoutNull(PhysicalExpression key) {
    return new CaseExpression(
        List.of(new CaseExpression.Branch(
            new IsNullExpression(key, false), new LiteralExpression(anyValue(key.type())))),
        key,
        key.type());
  }

  private static Literal anyValue(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> Literal.of(false);
      case TINYINT -> new Literal(type, (byte) 0);
      case SMALLINT -> new Literal(type, (short) 0);
      case INTEGER, DATE -> new Literal(type, 0);
      case BIGINT, TIME, TIMESTAMP, TIMESTAMP_NANOS, TIMESTAMP_TZ -> new Literal(type, 0L);
      case REAL -> new Literal(type, 0f);
      case DOUBLE -> Literal.of(0.0);
      case VARCHAR -> Literal.of("");
      case VARBINARY -> new Literal(type, Binary.of());
      case INTERVAL -> new Literal(type, Interval.ZERO);
      case UUID -> new Literal(type, new UUID(0, 0));
      case ARRAY -> new Literal(type, List.of());
      case MAP -> new Literal(type, Map.of());
      case ROW ->
        new Literal(type, Collections.nCopies(((RowType) type).fields().size(), null));
      case DECIMAL -> new Literal(type, BigDecimal.ZERO.setScale(((DecimalType) type).scale()));
    };
  }

  private JoinType type() {
    return switch (join.getJoinType()) {
      case INNER -> JoinType.INNER;
      case LEFT -> JoinType.LEFT;
      case RIGHT -> JoinType.RIGHT;
      default ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED, join.getJoinType() + " JOIN is not supported");
    };
  }

  private Optional<PhysicalExpression> filter(Pruned left, Pruned right) {
    if (residual.isEmpty()) {
      return Optional.empty();
    }
    RexBuilder builder = join.getCluster().getRexBuilder();
    Pruned both = new Pruned(left.plan(), positions(left, right));
    ExpressionTranslator expressions = new ExpressionTranslator(
        builder, left.plan().schema().concat(right.plan().schema()));
    return Optional.of(
        expressions.translate(both.relocate(RexUtil.composeConjunction(builder, residual))));
  }
}
