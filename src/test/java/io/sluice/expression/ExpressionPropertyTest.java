package io.sluice.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.Encoding;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** Every expression means on batches what the {@link ScalarInterpreter} says it means on rows. */
final class ExpressionPropertyTest {
  private static final Schema SCHEMA = BatchGenerator.allTypes()
      .concat(Schema.of(
          new Field("small", DataType.decimal(5, 2), true),
          new Field("short", DataType.decimal(18, 6), true),
          new Field("wide", DataType.decimal(38, 10), true),
          new Field("number", DataType.BIGINT, false),
          new Field("day", DataType.DATE, false)));

  @Property(tries = 600, shrinking = ShrinkingMode.OFF)
  void expressionsOverOrdinaryValuesAreRight(@ForAll long seed, @ForAll Encoding encoding) {
    BatchGenerator batches =
        new BatchGenerator(SCHEMA, seed).withEncoding(encoding).withoutEdgeValues();
    checkOverBatches(seed, batches, 7, 40, 200, 1);
  }

  @Property(tries = 600, shrinking = ShrinkingMode.OFF)
  void expressionsOverEdgeValuesAreRightOrFail(@ForAll long seed, @ForAll Encoding encoding) {
    BatchGenerator batches = new BatchGenerator(SCHEMA, seed).withEncoding(encoding);
    checkOverBatches(seed, batches, 1, 7, 0, 40);
  }

  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void expressionsOverFullBatchesAreRight(@ForAll long seed) {
    BatchGenerator batches = new BatchGenerator(SCHEMA, seed).withoutEdgeValues();
    checkOverBatches(seed, batches, 8192);
  }

  private static void checkOverBatches(long seed, BatchGenerator batches, int... rowCounts) {
    ExpressionGenerator expressions = new ExpressionGenerator(SCHEMA, seed);
    PhysicalExpression expression = expressions.expression(expressions.type(), 3);
    ExpressionEvaluator evaluator = expression.newEvaluator();
    for (int rowCount : rowCounts) {
      RecordBatch batch = batches.batch(rowCount);
      check(expression, evaluator, batch, batch.selection(), batch.rowCount());
      // Single rows tell which of them fail.
      for (int i = 0; i < Math.min(rowCount, 10); i++) {
        check(expression, evaluator, batch, new int[] {batch.rowAt(i)}, 1);
      }
      check(expression, evaluator, batch, new int[0], 0);
    }
  }

  private static void check(
      PhysicalExpression expression,
      ExpressionEvaluator evaluator,
      RecordBatch batch,
      int @Nullable [] rows,
      int count) {
    List<@Nullable Object> expected = new ArrayList<>();
    List<Integer> expectedRows = new ArrayList<>();
    Set<ErrorCode> errors = EnumSet.noneOf(ErrorCode.class);
    Set<ErrorCode> selectErrors = EnumSet.noneOf(ErrorCode.class);
    boolean isCondition = expression.type().equals(DataType.BOOLEAN);
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      ScalarInterpreter interpreter = new ScalarInterpreter(batch, row);
      try {
        expected.add(interpreter.evaluate(expression));
      } catch (SluiceException error) {
        errors.add(error.code());
      }
      try {
        if (isCondition && interpreter.isTrue(expression)) {
          expectedRows.add(row);
        }
      } catch (SluiceException error) {
        selectErrors.add(error.code());
      }
    }
    checkValues(expression, evaluator, batch, rows, count, expected, errors);
    if (isCondition) {
      checkSelection(expression, evaluator, batch, rows, count, expectedRows, selectErrors);
    }
  }

  private static void checkValues(
      PhysicalExpression expression,
      ExpressionEvaluator evaluator,
      RecordBatch batch,
      int @Nullable [] rows,
      int count,
      List<@Nullable Object> expected,
      Set<ErrorCode> errors) {
    Vector vector;
    try {
      vector = evaluator.evaluate(batch, rows, count);
    } catch (SluiceException error) {
      assertThat(errors).as("%s: %s", expression, error.getMessage()).contains(error.code());
      return;
    }
    if (!errors.isEmpty()) {
      fail("%s should fail with %s", expression, errors);
    }
    assertThat(vector.type()).isEqualTo(expression.type());
    assertThat(vector.length()).isEqualTo(batch.length());
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      assertThat(vector.isNull(row))
          .as("%s is NULL at row %s", expression, row)
          .isEqualTo(expected.get(i) == null);
      assertThat(vector.value(row)).as("%s at row %s", expression, row).isEqualTo(expected.get(i));
    }
  }

  private static void checkSelection(
      PhysicalExpression expression,
      ExpressionEvaluator evaluator,
      RecordBatch batch,
      int @Nullable [] rows,
      int count,
      List<Integer> expectedRows,
      Set<ErrorCode> errors) {
    int[] output = new int[count];
    int selected;
    try {
      selected = evaluator.select(batch, rows, count, output);
    } catch (SluiceException error) {
      assertThat(errors).as("%s: %s", expression, error.getMessage()).contains(error.code());
      return;
    }
    if (!errors.isEmpty()) {
      fail("%s should fail with %s", expression, errors);
    }
    assertThat(Arrays.stream(output).limit(selected).boxed().toList())
        .as(expression.toString())
        .isEqualTo(expectedRows);
  }
}
