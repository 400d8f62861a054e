package io.sluice.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.Encoding;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Comparisons of one column joined by AND select what they select one by one. */
final class ColumnRangeTest {
  private static final List<DataType> TYPES = List.of(
      DataType.INTEGER,
      DataType.BIGINT,
      DataType.DATE,
      DataType.TIMESTAMP,
      DataType.DOUBLE,
      DataType.decimal(5, 2),
      DataType.decimal(30, 3));
  private static final int ROWS = 60;

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void rangesSelectWhatTheirComparisonsSelect(@ForAll long seed, @ForAll Encoding encoding) {
    Random random = new Random(seed);
    DataType type = TYPES.get(random.nextInt(TYPES.size()));
    Schema schema = Schema.of(new Field("a", type, true), new Field("b", type, true));
    RecordBatch batch = new BatchGenerator(schema, seed).withEncoding(encoding).batch(ROWS);
    List<PhysicalExpression> comparisons = new ArrayList<>();
    for (int i = 0; i < 3 + random.nextInt(3); i++) {
      int column = random.nextInt(5) == 0 ? 1 : 0;
      ComparisonOperator[] operators = ComparisonOperator.values();
      comparisons.add(new ComparisonExpression(
          operators[random.nextInt(operators.length)],
          new ColumnExpression(schema.field(column).name(), column, type, true),
          new LiteralExpression(bound(batch, column, type, random))));
    }
    PhysicalExpression conjunction = new LogicalExpression(LogicalOperator.AND, comparisons);
    check(conjunction, batch);
  }

  /** A value of the column, or for DECIMAL sometimes one of more digits behind the point than it has. */
  private static Literal bound(RecordBatch batch, int column, DataType type, Random random) {
    if (type.equals(DataType.decimal(5, 2)) && random.nextInt(3) == 0) {
      return new Literal(DataType.decimal(20, 4), new BigDecimal("0.0125"));
    }
    return new Literal(type, batch.column(column).value(batch.rowAt(random.nextInt(ROWS))));
  }

  private static void check(PhysicalExpression conjunction, RecordBatch batch) {
    ExpressionEvaluator evaluator = conjunction.newEvaluator();
    int[] output = new int[ROWS];
    int selected = evaluator.select(batch, batch.selection(), ROWS, output);
    Vector values = evaluator.evaluate(batch, batch.selection(), ROWS);
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int row = batch.rowAt(i);
      Object value = new ScalarInterpreter(batch, row).evaluate(conjunction);
      assertThat(values.value(row)).as("%s at row %s", conjunction, row).isEqualTo(value);
      if (Boolean.TRUE.equals(value)) {
        expected.add(row);
      }
    }
    assertThat(Arrays.stream(output).limit(selected).boxed().toList())
        .as(conjunction.toString())
        .isEqualTo(expected);
  }
}
