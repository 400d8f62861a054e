package io.sluice.expression;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import org.jspecify.annotations.Nullable;

/** Says in errors where in the statement the expression stands; an operand that failed has said where it stands itself. */
final class LocatedEvaluator implements ExpressionEvaluator {
  private final ExpressionEvaluator evaluator;
  private final Position position;

  LocatedEvaluator(ExpressionEvaluator evaluator, Position position) {
    this.evaluator = evaluator;
    this.position = position;
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    try {
      return evaluator.evaluate(batch, rows, count);
    } catch (SluiceException e) {
      throw located(e);
    }
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    try {
      return evaluator.select(batch, rows, count, output);
    } catch (SluiceException e) {
      throw located(e);
    }
  }

  private SluiceException located(SluiceException failure) {
    return failure.position() == null ? failure.at(position) : failure;
  }

  @Override
  public void detach() {
    evaluator.detach();
  }
}
