package io.sluice.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.SluiceException;
import io.sluice.testing.BatchGenerator;
import io.sluice.testing.Encoding;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** Vectors are used again from one evaluation to the next, and not once they were given away. */
final class EvaluatorOwnershipTest {
  private static final Schema SCHEMA = BatchGenerator.allTypes();
  private static final int ROWS = 100;

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void vectorsGivenAwayAreNotWrittenAgain(@ForAll long seed, @ForAll Encoding encoding) {
    ExpressionGenerator expressions = new ExpressionGenerator(SCHEMA, seed);
    PhysicalExpression expression = expressions.expression(expressions.type(), 2);
    ExpressionEvaluator evaluator = expression.newEvaluator();
    BatchGenerator batches =
        new BatchGenerator(SCHEMA, seed).withEncoding(encoding).withoutEdgeValues();
    List<Vector> kept = new ArrayList<>();
    List<List<@Nullable Object>> values = new ArrayList<>();
    List<RecordBatch> inputs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      RecordBatch batch = batches.batch(ROWS);
      if (hasFailingRow(expression, batch)) {
        return;
      }
      Vector vector = evaluator.evaluate(batch, batch.selection(), batch.rowCount());
      inputs.add(batch);
      kept.add(vector);
      values.add(values(vector, batch));
      evaluator.detach();
    }
    for (int i = 0; i < kept.size(); i++) {
      assertThat(values(kept.get(i), inputs.get(i)))
          .as("%s over batch %s", expression, i)
          .isEqualTo(values.get(i));
    }
  }

  private static boolean hasFailingRow(PhysicalExpression expression, RecordBatch batch) {
    try {
      expression.newEvaluator().evaluate(batch, batch.selection(), batch.rowCount());
      return false;
    } catch (SluiceException error) {
      return true;
    }
  }

  private static List<@Nullable Object> values(Vector vector, RecordBatch batch) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < batch.rowCount(); i++) {
      values.add(vector.value(batch.rowAt(i)));
    }
    return values;
  }
}
