package io.sluice.sql.expression;

import io.sluice.error.SluiceException;
import io.sluice.expression.Constants;
import io.sluice.expression.PhysicalExpression;
import io.sluice.sql.type.SqlLiterals;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexNode;

/** Folds constant expressions with the engine's own kernels, so that a plan means the same with and without folding. */
public final class ConstantReducer implements RexExecutor {
  @Override
  public void reduce(RexBuilder builder, List<RexNode> expressions, List<RexNode> reducedValues) {
    for (RexNode expression : expressions) {
      reducedValues.add(reduce(builder, expression));
    }
  }

  /** What fails to compute stays as it is: it fails again where a row reaches it, and only there. */
  private static RexNode reduce(RexBuilder builder, RexNode expression) {
    try {
      return SqlLiterals.toSql(builder, evaluate(builder, expression), expression.getType());
    } catch (SluiceException | IllegalArgumentException | ArithmeticException e) {
      return expression;
    }
  }

  /**
   * The value of an expression without columns.
   *
   * @throws SluiceException when it has none, or is not supported
   */
  public static Literal evaluate(RexBuilder builder, RexNode expression) {
    return evaluate(new ExpressionTranslator(builder, Schema.EMPTY).translate(expression));
  }

  /** The value of a physical expression without columns. */
  public static Literal evaluate(PhysicalExpression expression) {
    return Constants.evaluate(expression);
  }
}
