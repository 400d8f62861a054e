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
  /** Any type of 128 bits that are not scaled. */
  private static final DecimalType WIDE = DataType.decimal(DecimalType.MAX_PRECISION, 0);

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
    if (left instanceof DecimalType decimal) {
      return ofDecimal(comparison, decimal, (DecimalType) right);
    }
    return switch (left.physicalType()) {
      case INT32 -> new IntComparison(comparison);
      case INT64 -> new LongComparison(comparison, LongKeys.ofLong(), LongKeys.ofLong());
      case FLOAT64 -> new LongComparison(comparison, LongKeys.ofDouble(), LongKeys.ofDouble());
      case BIT -> new LongComparison(comparison, LongKeys.ofBoolean(), LongKeys.ofBoolean());
      case BYTES -> new BytesComparison(comparison);
      case INT128 -> new WideDecimalComparison(comparison, WIDE, WIDE);
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
