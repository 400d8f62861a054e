package io.sluice.expression.cast;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.type.DataType;

/** The errors of conversions, naming value and type. */
final class CastFailure {
  private CastFailure() {}

  /** The value is in the range of no value of the type. */
  static SluiceException overflow(KernelInput input, int row, DataType to) {
    return new SluiceException(
        ErrorCode.NUMERIC_OVERFLOW,
        input.text(0, row) + " does not fit " + to + "; cast it to a wider type");
  }

  /** The text is not one of a value of the type. */
  static SluiceException invalid(KernelInput input, int row, DataType to, String form) {
    return new SluiceException(
        ErrorCode.INVALID_CAST,
        "'" + input.text(0, row) + "' is not a value of type " + to + "; expected " + form);
  }
}
