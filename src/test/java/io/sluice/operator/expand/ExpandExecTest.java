package io.sluice.operator.expand;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.expression.ColumnExpression;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExpandExecTest {
  private static final Schema ALL = BatchGenerator.allTypes();
  private static final List<Integer> KEYS = List.of(3, 0, 6);

  private static ExpandExec expand(BatchesExec input, List<List<Integer>> sets) {
    return new ExpandExec(
        KEYS.stream()
            .map(index -> {
              Field field = ALL.field(index);
              return new ColumnExpression(field.name(), index, field.type(), field.nullable());
            })
            .toList(),
        sets,
        input);
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void givesEachRowOnceForEverySet(Encoding encoding) {
    BatchesExec input = new BatchesExec(
        ALL, new BatchGenerator(ALL, 5).withEncoding(encoding).partitions(3, 100, 32));
    List<List<Integer>> sets = List.of(List.of(0, 1, 2), List.of(1), List.of(0, 2), List.of(1));
    List<List<@Nullable Object>> expected = new ArrayList<>();
    for (int set = 0; set < sets.size(); set++) {
      for (List<@Nullable Object> row : input.rows()) {
        List<@Nullable Object> expanded = new ArrayList<>();
        for (int key = 0; key < KEYS.size(); key++) {
          expanded.add(sets.get(set).contains(key) ? row.get(KEYS.get(key)) : null);
        }
        expanded.add(set);
        expanded.add(true);
        expanded.addAll(row);
        expected.add(expanded);
      }
    }
    try (TestTaskContext context = TestTaskContext.ofBatchSize(32)) {
      assertThat(PlanRunner.rows(expand(input, sets), context))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void endsWithAStandInForEachSetWithoutKeys() {
    BatchesExec input = BatchesExec.of(ALL);
    try (TestTaskContext context = TestTaskContext.ofBatchSize(32)) {
      ExpandExec expand =
          expand(input, List.of(List.of(0), List.<Integer>of(), List.of(1), List.<Integer>of()));
      List<List<@Nullable Object>> rows = PlanRunner.rows(expand, context);
      assertThat(rows).extracting(row -> row.get(expand.setColumn())).containsExactly(1, 3);
      assertThat(rows).allSatisfy(row -> {
        assertThat(row.subList(0, KEYS.size())).containsOnlyNulls();
        assertThat(row.get(expand.rowColumn())).isEqualTo(false);
      });
    }
  }

  @Test
  void hasNoStandInsWhereEverySetHasKeys() {
    try (TestTaskContext context = TestTaskContext.ofBatchSize(32)) {
      assertThat(PlanRunner.rows(
              expand(BatchesExec.of(ALL), List.of(List.of(0), List.of(1))), context))
          .isEmpty();
    }
  }
}
