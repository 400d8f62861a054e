package io.sluice.operator.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.expression.ColumnExpression;
import io.sluice.expression.ComparisonExpression;
import io.sluice.expression.ComparisonOperator;
import io.sluice.expression.PhysicalExpression;
import io.sluice.operator.join.match.JoinKey;
import io.sluice.operator.join.match.JoinType;
import io.sluice.plan.ExecutionPlan;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.Encoding;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Joins of generated rows, and what must come of them. */
final class HashJoinCases {
  static final Schema ALL = BatchGenerator.allTypes();
  private static final int INTEGER = 1;

  private HashJoinCases() {}

  /** What is joined, and the rows that must come of it. */
  record Case(HashJoinExec plan, Map<List<@Nullable Object>, Integer> expected) {}

  static ColumnExpression column(Schema schema, int index, int shift) {
    Field field = schema.field(index);
    return new ColumnExpression(field.name(), index + shift, field.type(), field.nullable());
  }

  static HashJoinExec join(
      JoinMode mode,
      JoinType type,
      int[][] on,
      boolean isFiltered,
      ExecutionPlan left,
      ExecutionPlan right) {
    List<JoinKey> keys = new ArrayList<>();
    for (int[] pair : on) {
      keys.add(new JoinKey(column(left.schema(), pair[0], 0), column(right.schema(), pair[1], 0)));
    }
    // Left INTEGER < right INTEGER.
    Optional<PhysicalExpression> filter = isFiltered
        ? Optional.of(new ComparisonExpression(
            ComparisonOperator.LESS,
            column(left.schema(), INTEGER, 0),
            column(right.schema(), INTEGER, left.schema().size())))
        : Optional.empty();
    return new HashJoinExec(mode, type, keys, filter, left, right);
  }

  static final JoinReference.Condition LESS = (left, right) ->
      left.get(INTEGER) instanceof Integer first && right.get(INTEGER) instanceof Integer second
          ? first < second
          : null;

  /** Keys that are unknown are no partners; an unknown filter is told. */
  static JoinReference.Condition condition(int[][] on, boolean isFiltered) {
    JoinReference.Condition condition = (left, right) -> true;
    for (int[] pair : on) {
      condition = condition.and(JoinReference.equality(pair[0], pair[1]).isTrue());
    }
    return isFiltered ? condition.and(LESS) : condition;
  }

  /** Partition i joins partition i, or the only left one joins all. */
  static Case testCase(
      JoinMode mode,
      JoinType type,
      int[][] on,
      boolean isFiltered,
      BatchesExec left,
      BatchesExec right) {
    return testCase(
        join(mode, type, on, isFiltered, left, right), condition(on, isFiltered), left, right);
  }

  static Case testCase(
      HashJoinExec plan, JoinReference.Condition condition, BatchesExec left, BatchesExec right) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < right.partitionCount(); i++) {
      rows.addAll(JoinReference.rows(
          plan.type(),
          left.rows(plan.mode() == JoinMode.COLLECT_LEFT ? 0 : i),
          right.rows(i),
          condition,
          left.schema().size(),
          right.schema().size()));
    }
    return new Case(plan, JoinReference.counted(rows));
  }

  static void check(Case test, int batchSize) {
    try (TestTaskContext context = TestTaskContext.ofBatchSize(batchSize)) {
      assertThat(JoinReference.counted(PlanRunner.rows(test.plan(), context)))
          .as("%s in batches of %s", test.plan().displayAs(), batchSize)
          .isEqualTo(test.expected());
    }
  }

  static BatchesExec input(int seed, Encoding encoding, int partitions, int rows, int batchSize) {
    return new BatchesExec(
        ALL,
        new BatchGenerator(ALL, seed)
            .withEncoding(encoding)
            .partitions(partitions, rows, batchSize));
  }
}
