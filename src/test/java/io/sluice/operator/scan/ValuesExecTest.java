package io.sluice.operator.scan;

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
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesExecTest {
  private static final Schema SCHEMA =
      Schema.of(new Field("a", DataType.BIGINT, true), new Field("b", DataType.VARCHAR, false));

  @Test
  void rowsOfConstantsComeInBatches() {
    List<List<Literal>> rows = new ArrayList<>();
    List<List<Object>> expected = new ArrayList<>();
    for (long i = 0; i < 20; i++) {
      Long number = i % 5 == 0 ? null : i;
      rows.add(List.of(new Literal(DataType.BIGINT, number), Literal.of("row " + i)));
      expected.add(Arrays.asList(number, "row " + i));
    }
    for (int batchSize : new int[] {1, 7, 8192}) {
      try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
        ExecutionPlan plan = new CooperativeExec(new ValuesExec(SCHEMA, rows));
        assertThat(PlanRunner.rows(plan, context)).isEqualTo(expected);
      }
    }
  }

  @Test
  void aSelectWithoutFromReadsOneRowWithoutColumns() {
    try (TestTaskContext context = TestTaskContext.ofBatchSize(10)) {
      assertThat(PlanRunner.rows(new ValuesExec(Schema.EMPTY, List.of(List.of())), context))
          .containsExactly(List.of());
      assertThat(PlanRunner.rows(new ValuesExec(SCHEMA, List.of()), context)).isEmpty();
    }
  }

  @Test
  void aRowThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new ValuesExec(SCHEMA, List.of(List.of(Literal.of(1L)))))
        .hasMessage("a row of 1 values for 2 columns");
  }

  @Test
  void leavesAreShown() {
    ExecutionPlan values = new ValuesExec(Schema.EMPTY, List.of(List.of(), List.of()));
    assertThat(values.displayAs()).isEqualTo("ValuesExec: rows=2");
    ExecutionPlan cooperative = new CooperativeExec(values);
    assertThat(cooperative.displayAs()).isEqualTo("CooperativeExec");
    assertThat(cooperative.cardinalityEffect()).isEqualTo(CardinalityEffect.EQUAL);
    assertThat(cooperative.withNewChildren(cooperative.children())).isEqualTo(cooperative);
  }

  @Test
  void theThreadIsGivenBackAtTheEndOfAQuantum() {
    Schema schema = BatchGenerator.allTypes();
    BatchesExec leaf = new BatchesExec(schema, new BatchGenerator(schema, 1).partitions(3, 200, 5));
    try (TestTaskContext context = TestTaskContext.ofBatchSize(5)) {
      assertThat(PlanRunner.rows(new CooperativeExec(leaf), context)).isEqualTo(leaf.rows());
    }
  }
}
