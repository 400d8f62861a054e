package io.sluice.expression.kernel;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;

/** The errors of arithmetic, naming the values at fault. */
final class ArithmeticFailure {
  private ArithmeticFailure() {}

  static SluiceException overflow(KernelInput input, int row, String symbol, DataType type) {
    return new SluiceException(
        ErrorCode.NUMERIC_OVERFLOW,
        input.text(0, row) + " " + symbol + " " + input.text(1, row) + " does not fit " + type
            + "; cast an operand to a wider type");
  }

  static SluiceException divisionByZero(KernelInput input, int row, String symbol) {
    return new SluiceException(
        ErrorCode.DIVISION_BY_ZERO,
        input.text(0, row) + " " + symbol + " " + input.text(1, row)
            + " divides by zero; NULLIF(divisor, 0) gives NULL instead");
  }
}
