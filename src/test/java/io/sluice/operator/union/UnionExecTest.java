package io.sluice.operator.union;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.plan.CardinalityEffect;
import io.sluice.plan.ExecutionPlan;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnionExecTest {
  private static BatchesExec leaf(Schema schema, int partitions) {
    return new BatchesExec(
        schema, new BatchGenerator(schema, partitions).partitions(partitions, 50, 7));
  }

  @Test
  void partitionsStandSideBySideUnderTheFirstNames() {
    Schema first = Schema.of(new Field("a", DataType.BIGINT, false));
    Schema second = Schema.of(new Field("b", DataType.BIGINT, true));
    BatchesExec left = leaf(first, 2);
    BatchesExec right = leaf(second, 3);
    ExecutionPlan plan = new UnionExec(List.of(left, right));
    assertThat(plan.schema()).isEqualTo(Schema.of(new Field("a", DataType.BIGINT, true)));
    assertThat(plan.partitionCount()).isEqualTo(5);
    List<List<Object>> expected = new ArrayList<>(left.rows());
    expected.addAll(right.rows());
    try (TestTaskContext context = TestTaskContext.ofBatchSize(7)) {
      assertThat(PlanRunner.rows(plan, context)).isEqualTo(expected);
    }
    assertThat(plan.displayAs()).isEqualTo("UnionExec");
    assertThat(plan.cardinalityEffect()).isEqualTo(CardinalityEffect.GREATER_EQUAL);
    assertThat(plan.withNewChildren(plan.children())).isEqualTo(plan);
  }

  @Test
  void inputsOfOtherTypesAreRefused() {
    BatchesExec left = leaf(Schema.of(new Field("a", DataType.BIGINT, false)), 1);
    BatchesExec right = leaf(Schema.of(new Field("a", DataType.INTEGER, false)), 1);
    assertThatThrownBy(() -> new UnionExec(List.of(left, right)).properties())
        .hasMessage("column 0 is BIGINT and INTEGER");
  }
}
