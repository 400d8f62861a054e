package io.sluice.expression.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on DECIMALs of up to 18 digits that cannot leave {@code long}. Every method answers a number whose sign is negative when a result
 * has more digits than allowed.
 */
final class ShortDecimalArithmetic {
  private ShortDecimalArithmetic() {}

  /** {@code left * leftFactor + right * rightFactor}, which brings both to one scale; a negative factor subtracts. */
  static long addScaled(
      long[] left,
      long leftFactor,
      long[] right,
      long rightFactor,
      long limit,
      long[] output,
      int @Nullable [] rows,
      int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long sum = left[i] * leftFactor + right[i] * rightFactor;
        output[i] = sum;
        failed |= limit - sum | limit + sum;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long sum = left[row] * leftFactor + right[row] * rightFactor;
        output[row] = sum;
        failed |= limit - sum | limit + sum;
      }
    }
    return failed;
  }

  /** {@code left + right}, or {@code left - right} for a sign of -1. */
  static long add(
      long[] left,
      long[] right,
      long sign,
      long limit,
      long[] output,
      int @Nullable [] rows,
      int count) {
    // (x ^ -1) + 1 is -x: what the sign needs without a multiplication.
    long flip = sign >> 63;
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long sum = left[i] + (right[i] ^ flip) - flip;
        output[i] = sum;
        failed |= limit - sum | limit + sum;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long sum = left[row] + (right[row] ^ flip) - flip;
        output[row] = sum;
        failed |= limit - sum | limit + sum;
      }
    }
    return failed;
  }

  static long multiply(
      long[] left, long[] right, long limit, long[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long product = left[i] * right[i];
        output[i] = product;
        failed |= limit - product | limit + product;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long product = left[row] * right[row];
        output[row] = product;
        failed |= limit - product | limit + product;
      }
    }
    return failed;
  }
}
