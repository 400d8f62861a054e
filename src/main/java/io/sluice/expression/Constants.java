package io.sluice.expression;

import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.type.Literal;
import io.sluice.type.Schema;

/** The value of an expression that has no columns, for planners that fold constants and read arguments. */
public final class Constants {
  private static final RecordBatch ONE_ROW = RecordBatch.of(Schema.EMPTY, 1);

  private Constants() {}

  /** Whether the expression has a value without a batch: no column is in it. */
  public static boolean isConstant(PhysicalExpression expression) {
    return !(expression instanceof ColumnExpression)
        && expression.children().stream().allMatch(Constants::isConstant);
  }

  /**
   * The value.
   *
   * @param expression one for which {@link #isConstant} holds
   * @throws io.sluice.error.SluiceException when the expression has no value, for instance by overflow
   */
  public static Literal evaluate(PhysicalExpression expression) {
    if (!isConstant(expression)) {
      throw new IllegalArgumentException(expression + " is not constant");
    }
    Vector value = expression.newEvaluator().evaluate(ONE_ROW, null, 1);
    return new Literal(expression.type(), value.value(0));
  }
}
