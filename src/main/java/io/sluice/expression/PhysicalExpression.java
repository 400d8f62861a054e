package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.List;

/**
 * An expression over the columns of a batch, with all names and types resolved. Immutable, comparable by value, and the same on all
 * partitions; what it takes to compute it lives in the {@link ExpressionEvaluator} of one driver.
 *
 * <p>{@link Object#toString()} is the text in plans: {@code number@0}, {@code l_quantity@4 < 24}.
 */
public sealed interface PhysicalExpression
    permits ColumnExpression,
        LiteralExpression,
        ArithmeticExpression,
        ComparisonExpression,
        LogicalExpression,
        NotExpression,
        IsNullExpression,
        CastExpression,
        CaseExpression,
        InListExpression,
        LikeExpression,
        FunctionExpression,
        NestedExpression,
        LambdaExpression,
        CallExpression,
        TryCastExpression,
        TryExpression,
        LocatedExpression {
  DataType type();

  /** False promises that the result is never NULL if no column declared NOT NULL holds one. */
  boolean isNullable();

  List<PhysicalExpression> children();

  /** The same expression over other children, as many as {@link #children()} has. */
  PhysicalExpression withNewChildren(List<PhysicalExpression> children);

  /** A new evaluator, for one driver. */
  ExpressionEvaluator newEvaluator();
}
