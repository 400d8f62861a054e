package io.sluice.expression;

import io.sluice.expression.kernel.BytesComparison;
import io.sluice.expression.kernel.Comparison;
import io.sluice.expression.kernel.IntComparison;
import io.sluice.expression.kernel.LongComparison;
import io.sluice.expression.kernel.LongKeys;
import io.sluice.expression.kernel.PowersOfTen;
import io.sluice.expression.kernel.SelectionKernel;
import io.sluice.expression.kernel.WideDecimalComparison;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;

/** The kernel of a comparison, by the type of its operands. */
final class ComparisonKernels {
  private ComparisonKernels() {}

  /** For the operators that are NULL where an operand is. */
  static SelectionKernel create(ComparisonOperator operator, DataType left, DataType right) {
    Comparison comparison = switch (operator) {
      case EQUAL, IS_NOT_DISTINCT_FROM -> Comparison.EQUAL;
      case NOT_EQUAL, IS_DISTINCT_FROM -> Comparison.NOT_EQUAL;
      case LESS -> Comparison.LESS;
      case LESS_OR_EQUAL -> Comparison.LESS_OR_EQUAL;
      case GREATER -> Comparison.GREATER;
      case GREATER_OR_EQUAL -> Comparison.GREATER_OR_EQUAL;
    };
    return switch (left.kind()) {
      case INTEGER, DATE -> new IntComparison(comparison);
      case BIGINT, TIMESTAMP ->
        new LongComparison(comparison, LongKeys.ofLong(), LongKeys.ofLong());
      case DOUBLE -> new LongComparison(comparison, LongKeys.ofDouble(), LongKeys.ofDouble());
      case BOOLEAN -> new LongComparison(comparison, LongKeys.ofBoolean(), LongKeys.ofBoolean());
      case VARCHAR -> new BytesComparison(comparison);
      case DECIMAL -> ofDecimal(comparison, (DecimalType) left, (DecimalType) right);
    };
  }

  private static SelectionKernel ofDecimal(
      Comparison comparison, DecimalType left, DecimalType right) {
    int scale = Math.max(left.scale(), right.scale());
    int leftShift = scale - left.scale();
    int rightShift = scale - right.scale();
    boolean fitsLong = left.precision() + leftShift <= DecimalType.MAX_SHORT_PRECISION
        && right.precision() + rightShift <= DecimalType.MAX_SHORT_PRECISION;
    return fitsLong
        ? new LongComparison(
            comparison,
            LongKeys.ofScaled(PowersOfTen.ofLong(leftShift)),
            LongKeys.ofScaled(PowersOfTen.ofLong(rightShift)))
        : new WideDecimalComparison(comparison, left, right);
  }
}
