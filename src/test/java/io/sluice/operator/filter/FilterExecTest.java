package io.sluice.operator.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.expression.ArithmeticExpression;
import io.sluice.expression.ArithmeticOperator;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.IsNullExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.LogicalExpression;
import io.sluice.expression.LogicalOperator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.repartition.RepartitionExec;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
import io.sluice.plan.PlanText;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.RowOrdering;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterExecTest {
  private static final Schema SCHEMA = Schema.of(
      new Field("number", DataType.BIGINT, true),
      new Field("text", DataType.VARCHAR, true),
      new Field("small", DataType.INTEGER, false));
  private static final PhysicalExpression NUMBER =
      new ColumnExpression("number", 0, DataType.BIGINT, true);
  private static final PhysicalExpression SMALL =
      new ColumnExpression("small", 2, DataType.INTEGER, false);

  private static PhysicalExpression isNotNull() {
    return new IsNullExpression(NUMBER, true);
  }

  private static PhysicalExpression smallerThan(int bound) {
    return new ComparisonExpression(
        ComparisonOperator.LESS, SMALL, new LiteralExpression(Literal.of(bound)));
  }

  private static BatchesExec leaf(Encoding encoding, int rows, int batchSize) {
    return new BatchesExec(
        SCHEMA,
        new BatchGenerator(SCHEMA, batchSize)
            .withEncoding(encoding)
            .withoutEdgeValues()
            .partitions(2, rows, batchSize));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void rowsThatAreTrueStayInOrder(Encoding encoding) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      for (int bound : new int[] {-1_000, -10, 5, 1_000}) {
        BatchesExec leaf = leaf(encoding, Math.min(2_000, 60 * batchSize), batchSize);
        PhysicalExpression predicate =
            new LogicalExpression(LogicalOperator.AND, List.of(smallerThan(bound), isNotNull()));
        try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
          List<List<Object>> expected = new ArrayList<>(leaf.rows());
          expected.removeIf(row -> row.get(0) == null || (Integer) row.get(2) >= bound);
          assertThat(PlanRunner.rows(new FilterExec(predicate, leaf), context)).isEqualTo(expected);
        }
      }
    }
  }

  /** Queues retain the batches, and with them selections and vectors of evaluators. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatAQueueKeepsIsNotWrittenAgain(int threads) {
    for (int seed = 0; seed < 10; seed++) {
      BatchesExec leaf = leaf(Encoding.MIXED, 300, 20);
      ExecutionPlan plan = new FilterExec(smallerThan(20), new FilterExec(smallerThan(30), leaf));
      plan = new RepartitionExec(new Partitioning.RoundRobinBatch(3), plan);
      plan = new CoalescePartitionsExec(new FilterExec(isNotNull(), plan));
      List<List<Object>> expected = new ArrayList<>(leaf.rows());
      expected.removeIf(row -> row.get(0) == null || (Integer) row.get(2) >= 20);
      try (TestTaskContext context =
          TestTaskContext.builder().batchSize(20).seed(seed).threads(threads).build()) {
        assertThat(RowOrdering.counts(PlanRunner.rows(plan, context)))
            .isEqualTo(RowOrdering.counts(expected));
      }
    }
  }

  @Test
  void rowsThatFellOutCannotFail() {
    PhysicalExpression inverse = new ArithmeticExpression(
        ArithmeticOperator.DIVIDE, new LiteralExpression(Literal.of(100)), SMALL, DataType.INTEGER);
    PhysicalExpression isZero = new ComparisonExpression(
        ComparisonOperator.NOT_EQUAL, SMALL, new LiteralExpression(Literal.of(0)));
    PhysicalExpression isLarge = new ComparisonExpression(
        ComparisonOperator.GREATER, inverse, new LiteralExpression(Literal.of(7)));
    BatchesExec leaf = leaf(Encoding.FLAT, 500, 100);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(100)) {
      ExecutionPlan plan = new FilterExec(isLarge, new FilterExec(isZero, leaf));
      assertThat(PlanRunner.rows(plan, context)).isNotEmpty();
      assertThatThrownBy(() -> PlanRunner.rows(new FilterExec(isLarge, leaf), context))
          .hasMessageContaining("zero");
    }
  }

  @Test
  void itIsShownWithItsCondition() {
    ExecutionPlan plan = new FilterExec(smallerThan(5), leaf(Encoding.FLAT, 1, 1));
    assertThat(PlanText.format(plan))
        .isEqualTo("FilterExec: small@2 < 5\n  BatchesExec: partitions=2\n");
    assertThat(plan.cardinalityEffect()).isEqualTo(CardinalityEffect.LOWER_EQUAL);
    assertThat(plan.withNewChildren(plan.children())).isEqualTo(plan);
    assertThatThrownBy(() -> new FilterExec(SMALL, plan))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
