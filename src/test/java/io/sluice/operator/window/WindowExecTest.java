package io.sluice.operator.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.ArithmeticExpression;
import io.sluice.expression.ArithmeticOperator;
import io.sluice.expression.ColumnExpression;
import io.sluice.expression.LiteralExpression;
import io.sluice.expression.NamedExpression;
import io.sluice.expression.PhysicalExpression;
import io.sluice.expression.SortField;
import io.sluice.extension.AggregateFunction;
import io.sluice.operator.aggregate.AggregateFunctions;
import io.sluice.operator.projection.ProjectionExec;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.operator.sort.SortExec;
import io.sluice.plan.ExecutionPlan;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.BatchesExec;
import io.sluice.testing.PlanRunner;
import io.sluice.testing.RowOrdering;
import io.sluice.testing.TestTaskContext;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowExecTest {
  private static final int PARTITION_COLUMN = 0;
  private static final int KEY_COLUMN = 1;
  private static final int FIRST_VALUE_COLUMN = 2;
  private static final int DOUBLE_COLUMN = 5;
  private static final Schema SCHEMA = Schema.of(
      new Field("part", DataType.INTEGER, true),
      new Field("key", DataType.BIGINT, true),
      new Field("whole", DataType.BIGINT, true),
      new Field("short", DataType.decimal(15, 2), true),
      new Field("wide", DataType.decimal(30, 3), true),
      new Field("double", DataType.DOUBLE, true),
      new Field("text", DataType.VARCHAR, true),
      new Field("truth", DataType.BOOLEAN, true));
  /** Of a DOUBLE, with a DOUBLE as result. */
  private static final List<String> AGGREGATES =
      List.of("var_samp", "stddev_pop", "any_value", "first", "last");

  private static final int LESS_COLUMN = SCHEMA.size();
  private static final int MORE_COLUMN = LESS_COLUMN + 1;
  private static final int PLACE_COLUMN = LESS_COLUMN + 2;

  @Property(tries = 400)
  void givesWhatTheDefinitionsSay(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 120) int rowCount,
      @ForAll @IntRange(min = 1, max = 40) int distinctCount) {
    Random random = new Random(seed);
    long offset = random.nextInt(20);
    boolean hasKeys = random.nextBoolean();
    SortField order =
        RowOrdering.field(SCHEMA, KEY_COLUMN, random.nextBoolean(), random.nextBoolean());
    BatchesExec leaf = new BatchesExec(
        SCHEMA,
        new BatchGenerator(SCHEMA, seed)
            .withDistinctCount(distinctCount)
            .withoutEdgeValues()
            .partitions(1 + (hasKeys ? random.nextInt(2) : 0), rowCount, 1 + random.nextInt(30)));
    ExecutionPlan input = withBounds(leaf, offset, 1 + random.nextInt(4));
    List<WindowCall> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(call(random, order));
    }
    List<SortField> fields = new ArrayList<>();
    List<ColumnExpression> partitionBy = new ArrayList<>();
    if (hasKeys) {
      partitionBy.add(column(input.schema(), PARTITION_COLUMN));
      fields.add(RowOrdering.field(SCHEMA, PARTITION_COLUMN, false, false));
    }
    fields.add(order);
    ExecutionPlan plan = new WindowExec(
        partitionBy,
        List.of(order),
        calls,
        new SortExec(fields, OptionalLong.empty(), true, input));
    try (TestTaskContext context =
        TestTaskContext.builder().batchSize(1 + random.nextInt(50)).seed(seed).build()) {
      for (List<List<@Nullable Object>> rows : PlanRunner.partitions(plan, context)) {
        assertResults(rows, calls, order, offset, hasKeys);
      }
    }
  }

  private static void assertResults(
      List<List<@Nullable Object>> rows,
      List<WindowCall> calls,
      SortField order,
      long offset,
      boolean hasKeys) {
    int from = 0;
    while (from < rows.size()) {
      int to = from + 1;
      while (to < rows.size()
          && (!hasKeys
              || Objects.equals(
                  rows.get(to).get(PARTITION_COLUMN), rows.get(from).get(PARTITION_COLUMN)))) {
        to++;
      }
      WindowReference reference =
          new WindowReference(rows.subList(from, to), KEY_COLUMN, order, offset);
      for (int row = from; row < to; row++) {
        for (int i = 0; i < calls.size(); i++) {
          List<@Nullable Object> result = rows.get(row);
          Object actual = result.get(result.size() - calls.size() + i);
          Object expected = reference.result(calls.get(i), row - from);
          if (!isSame(actual, expected)) {
            throw new AssertionError("%s ordered by %s, row %d of %d: %s, not %s"
                .formatted(calls.get(i), order, row - from, to - from, actual, expected));
          }
        }
      }
      from = to;
    }
  }

  private static boolean isSame(@Nullable Object actual, @Nullable Object expected) {
    if (actual instanceof Double left && expected instanceof Double right) {
      double tolerance = 1e-9 * Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
      return left.equals(right) || Math.abs(left - right) <= tolerance;
    }
    if (actual instanceof BigDecimal left && expected instanceof BigDecimal right) {
      return left.compareTo(right) == 0;
    }
    return Objects.equals(actual, expected);
  }

  private static ColumnExpression column(Schema schema, int index) {
    Field field = schema.field(index);
    return new ColumnExpression(field.name(), index, field.type(), field.nullable());
  }

  /** The input, the key less and plus the offset, and a constant. */
  private static ExecutionPlan withBounds(ExecutionPlan leaf, long offset, long place) {
    List<NamedExpression> columns = new ArrayList<>();
    for (int i = 0; i < SCHEMA.size(); i++) {
      columns.add(new NamedExpression(column(SCHEMA, i), SCHEMA.field(i).name()));
    }
    PhysicalExpression key = column(SCHEMA, KEY_COLUMN);
    for (ArithmeticOperator operator :
        List.of(ArithmeticOperator.SUBTRACT, ArithmeticOperator.ADD)) {
      columns.add(new NamedExpression(
          new ArithmeticExpression(
              operator, key, new LiteralExpression(Literal.of(offset)), DataType.BIGINT),
          operator.name()));
    }
    columns.add(new NamedExpression(new LiteralExpression(Literal.of(place)), "place"));
    return new ProjectionExec(columns, leaf);
  }

  private static WindowCall call(Random random, SortField order) {
    WindowFunction function =
        WindowFunction.values()[random.nextInt(WindowFunction.values().length)];
    boolean isSum = function == WindowFunction.SUM || function == WindowFunction.AVG;
    int valueColumns = isSum ? 4 : SCHEMA.size() - FIRST_VALUE_COLUMN;
    ColumnExpression value = column(SCHEMA, FIRST_VALUE_COLUMN + random.nextInt(valueColumns));
    ColumnExpression place = new ColumnExpression("place", PLACE_COLUMN, DataType.BIGINT, false);
    List<ColumnExpression> arguments = switch (function) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST -> List.of();
      case NTILE -> List.of(place);
      case LAG, LEAD -> List.of(value, place, value);
      case NTH_VALUE -> List.of(value, place);
      case COUNT -> random.nextInt(3) == 0 ? List.of() : List.of(value);
      case AGGREGATE -> List.of(column(SCHEMA, DOUBLE_COLUMN));
      case FIRST_VALUE, LAST_VALUE, SUM, AVG, MIN, MAX -> List.of(value);
    };
    WindowFrame frame = frame(random, order);
    boolean isDistinct = function == WindowFunction.COUNT || isSum;
    boolean canBeDistinct = isDistinct && frame.isGrowing() && !arguments.isEmpty();
    Optional<AggregateFunction> aggregate = function == WindowFunction.AGGREGATE
        ? AggregateFunctions.BUILTIN.find(AGGREGATES.get(random.nextInt(AGGREGATES.size())))
        : Optional.empty();
    return new WindowCall(
        function,
        aggregate,
        arguments,
        Optional.empty(),
        List.of(),
        canBeDistinct && random.nextBoolean(),
        random.nextBoolean(),
        frame,
        type(function, value.type()),
        "result");
  }

  private static DataType type(WindowFunction function, DataType value) {
    return switch (function) {
      case ROW_NUMBER, RANK, DENSE_RANK, NTILE, COUNT -> DataType.BIGINT;
      case PERCENT_RANK, CUME_DIST, AGGREGATE -> DataType.DOUBLE;
      case LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE, MIN, MAX -> value;
      case SUM ->
        value instanceof DecimalType decimal ? DataType.decimal(38, decimal.scale()) : value;
      case AVG -> DataType.DOUBLE;
    };
  }

  private static WindowFrame frame(Random random, SortField order) {
    FrameUnits units = FrameUnits.values()[random.nextInt(3)];
    FrameExclusion exclusion = random.nextBoolean()
        ? FrameExclusion.NO_OTHERS
        : FrameExclusion.values()[random.nextInt(4)];
    return new WindowFrame(
        units, bound(random, units, order), bound(random, units, order), exclusion);
  }

  private static FrameBound bound(Random random, FrameUnits units, SortField order) {
    long steps = random.nextInt(5);
    boolean isByValue = units == FrameUnits.RANGE;
    long before = order.descending() ? MORE_COLUMN : LESS_COLUMN;
    long behind = order.descending() ? LESS_COLUMN : MORE_COLUMN;
    return switch (random.nextInt(5)) {
      case 0 -> FrameBound.UNBOUNDED_PRECEDING;
      case 1 -> FrameBound.preceding(isByValue ? before : steps);
      case 2 -> FrameBound.CURRENT_ROW;
      case 3 -> FrameBound.following(isByValue ? behind : steps);
      default -> FrameBound.UNBOUNDED_FOLLOWING;
    };
  }

  @Test
  void aPartitionThatDoesNotFitInMemoryIsRefusedByName() {
    BatchesExec leaf =
        new BatchesExec(SCHEMA, new BatchGenerator(SCHEMA, 1).partitions(1, 20_000, 1_000));
    ExecutionPlan plan = new WindowExec(
        List.of(),
        List.of(),
        List.of(new WindowCall(
            WindowFunction.COUNT,
            List.of(),
            false,
            false,
            WindowFrame.WHOLE_PARTITION,
            DataType.BIGINT,
            "n")),
        leaf);
    try (TestTaskContext context =
        TestTaskContext.builder().memoryBytes(100_000).build()) {
      assertThatThrownBy(() -> PlanRunner.rows(plan, context))
          .isInstanceOfSatisfying(SluiceException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT);
            assertThat(e).hasMessageContaining("WindowExec");
          });
    }
  }

  @Test
  void aSumBeyondItsTypeFails() {
    Schema schema = Schema.of(new Field("x", DataType.BIGINT, false));
    ValuesExec leaf = new ValuesExec(
        schema, List.of(List.of(Literal.of(Long.MAX_VALUE)), List.of(Literal.of(1L))));
    ExecutionPlan plan = new WindowExec(
        List.of(),
        List.of(),
        List.of(new WindowCall(
            WindowFunction.SUM,
            List.of(column(schema, 0)),
            false,
            false,
            WindowFrame.WHOLE_PARTITION,
            DataType.BIGINT,
            "sum")),
        leaf);
    try (TestTaskContext context = TestTaskContext.builder().build()) {
      assertThatThrownBy(() -> PlanRunner.rows(plan, context))
          .isInstanceOfSatisfying(
              SluiceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.NUMERIC_OVERFLOW));
    }
  }
}
