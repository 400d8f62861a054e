package io.sluice.sql.physical;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.CaseExpression;
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
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/** Hash joins of two inputs that are partitioned alike by their keys. */
final class JoinPlanner {
  private final Distribution distribution;

  JoinPlanner(Distribution distribution) {
    this.distribution = distribution;
  }

  ExecutionPlan plan(Join join, ExecutionPlan left, ExecutionPlan right) {
    List<Integer> leftColumns = new ArrayList<>();
    List<Integer> rightColumns = new ArrayList<>();
    List<Boolean> areNullsDropped = new ArrayList<>();
    List<RexNode> residual = new ArrayList<>();
    RelOptUtil.splitJoinCondition(
        join.getLeft(),
        join.getRight(),
        join.getCondition(),
        leftColumns,
        rightColumns,
        areNullsDropped,
        residual);
    List<JoinKey> keys = new ArrayList<>();
    for (int i = 0; i < leftColumns.size(); i++) {
      PhysicalExpression leftKey = ColumnNames.column(left.schema(), leftColumns.get(i));
      PhysicalExpression rightKey = ColumnNames.column(right.schema(), rightColumns.get(i));
      DataType type = Casts.comparable(leftKey.type(), rightKey.type());
      addKey(keys, Casts.cast(leftKey, type), Casts.cast(rightKey, type), areNullsDropped.get(i));
    }
    if (keys.isEmpty()) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "A join without an equality between columns of both sides is not supported");
    }
    return new HashJoinExec(
        JoinMode.PARTITIONED,
        type(join),
        keys,
        filter(join, residual, left, right),
        distribution.hash(left, keys.stream().map(JoinKey::left).toList()),
        distribution.hash(right, keys.stream().map(JoinKey::right).toList()));
  }

  /** Where NULL equals NULL, whether a key is NULL is a key of its own beside a value that is never NULL. */
  private static void addKey(
      List<JoinKey> keys,
      PhysicalExpression left,
      PhysicalExpression right,
      boolean areNullsDropped) {
    if (areNullsDropped || (!left.isNullable() && !right.isNullable())) {
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
      case INTEGER, DATE -> new Literal(type, 0);
      case BIGINT, TIMESTAMP -> new Literal(type, 0L);
      case DOUBLE -> Literal.of(0.0);
      case VARCHAR -> Literal.of("");
      case DECIMAL -> new Literal(type, BigDecimal.ZERO.setScale(((DecimalType) type).scale()));
    };
  }

  private static JoinType type(Join join) {
    return switch (join.getJoinType()) {
      case INNER -> JoinType.INNER;
      case LEFT -> JoinType.LEFT;
      case RIGHT -> JoinType.RIGHT;
      default ->
        throw new SluiceException(
            ErrorCode.NOT_SUPPORTED, join.getJoinType() + " JOIN is not supported");
    };
  }

  private static Optional<PhysicalExpression> filter(
      Join join, List<RexNode> residual, ExecutionPlan left, ExecutionPlan right) {
    if (residual.isEmpty()) {
      return Optional.empty();
    }
    ExpressionTranslator expressions = new ExpressionTranslator(
        join.getCluster().getRexBuilder(), left.schema().concat(right.schema()));
    return Optional.of(expressions.translate(
        RexUtil.composeConjunction(join.getCluster().getRexBuilder(), residual)));
  }
}
