package io.sluice.operator.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.expression.ArithmeticExpression;
import io.sluice.expression.ArithmeticOperator;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.operator.repartition.CoalescePartitionsExec;
import io.sluice.operator.repartition.RepartitionExec;
import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Partitioning;
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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectionExecTest {
  private static final Schema SCHEMA = Schema.of(
      new Field("number", DataType.BIGINT, true), new Field("text", DataType.VARCHAR, true));
  private static final PhysicalExpression NUMBER =
      new ColumnExpression("number", 0, DataType.BIGINT, true);
  private static final PhysicalExpression TEXT =
      new ColumnExpression("text", 1, DataType.VARCHAR, true);
  private static final PhysicalExpression NEXT = new ArithmeticExpression(
      ArithmeticOperator.ADD, NUMBER, new LiteralExpression(Literal.of(1L)), DataType.BIGINT);
  private static final List<NamedExpression> EXPRESSIONS = List.of(
      new NamedExpression(TEXT, "text"),
      new NamedExpression(NEXT, "next"),
      new NamedExpression(NUMBER, "n"),
      new NamedExpression(new LiteralExpression(Literal.of("x")), "x"));

  private static List<List<Object>> expected(List<List<Object>> rows) {
    List<List<Object>> projected = new ArrayList<>();
    for (List<Object> row : rows) {
      Long number = (Long) row.get(0);
      projected.add(Arrays.asList(row.get(1), number == null ? null : number + 1, number, "x"));
    }
    return projected;
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
  void columnsAreComputedRowByRow(Encoding encoding) {
    for (int batchSize : new int[] {1, 7, 8192}) {
      BatchesExec leaf = leaf(encoding, Math.min(2_000, 60 * batchSize), batchSize);
      try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
        assertThat(PlanRunner.rows(new ProjectionExec(EXPRESSIONS, leaf), context))
            .isEqualTo(expected(leaf.rows()));
      }
    }
  }

  @Test
  void whatAQueueKeepsIsNotWrittenAgain() {
    for (int threads : new int[] {1, 3}) {
      BatchesExec leaf = leaf(Encoding.MIXED, 500, 20);
      ExecutionPlan plan = new CoalescePartitionsExec(new RepartitionExec(
          new Partitioning.RoundRobinBatch(3), new ProjectionExec(EXPRESSIONS, leaf)));
      try (TestTaskContext context =
          TestTaskContext.builder().batchSize(20).threads(threads).build()) {
        assertThat(RowOrdering.counts(PlanRunner.rows(plan, context)))
            .isEqualTo(RowOrdering.counts(expected(leaf.rows())));
      }
    }
  }

  @Test
  void noColumnsLeaveTheNumberOfRows() {
    BatchesExec leaf = leaf(Encoding.MIXED, 100, 20);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(20)) {
      assertThat(PlanRunner.rows(new ProjectionExec(List.of(), leaf), context))
          .hasSize(200)
          .containsOnly(List.of());
    }
  }

  @Test
  void orderAndPartitioningAreKeptAsFarAsTheirColumnsAre() {
    SortField byText = new SortField(TEXT, false, false);
    SortField byNumber = new SortField(NUMBER, true, true);
    SortField byNext = new SortField(NEXT, true, true);
    ExecutionPlan leaf = leaf(Encoding.FLAT, 1, 1)
        .withOrdering(List.of(byNext, byNumber, byText))
        .withPartitioning(new Partitioning.Hash(List.of(NEXT), 2));
    PhysicalExpression n = new ColumnExpression("n", 0, DataType.BIGINT, true);
    ExecutionPlan kept = new ProjectionExec(List.of(new NamedExpression(NUMBER, "n")), leaf);
    assertThat(kept.properties().ordering().toString())
        .isEqualTo("[n@0 + 1 DESC NULLS FIRST, n@0 DESC NULLS FIRST]");
    assertThat(kept.properties().ordering()).contains(new SortField(n, true, true));
    assertThat(kept.properties().partitioning()).hasToString("Hash([n@0 + 1], 2)");
    ExecutionPlan dropped = new ProjectionExec(List.of(new NamedExpression(TEXT, "t")), leaf);
    assertThat(dropped.properties().ordering()).isEmpty();
    assertThat(dropped.properties().partitioning()).isEqualTo(new Partitioning.Unknown(2));
    assertThat(new ProjectionExec(EXPRESSIONS, leaf).properties().ordering().get(0))
        .hasToString("next@1 DESC NULLS FIRST");
  }

  @Test
  void itIsShownWithItsExpressions() {
    ExecutionPlan plan = new ProjectionExec(EXPRESSIONS.subList(0, 2), leaf(Encoding.FLAT, 1, 1));
    assertThat(plan.displayAs())
        .isEqualTo("ProjectionExec: expr=[text@1 as text, number@0 + 1 as next]");
    assertThat(plan.schema())
        .isEqualTo(Schema.of(
            new Field("text", DataType.VARCHAR, true), new Field("next", DataType.BIGINT, true)));
    assertThat(plan.cardinalityEffect()).isEqualTo(CardinalityEffect.EQUAL);
    assertThat(plan.withNewChildren(plan.children())).isEqualTo(plan);
  }
}
