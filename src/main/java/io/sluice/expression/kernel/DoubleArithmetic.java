package io.sluice.expression.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on {@code double} values. Every method answers a number whose sign is negative when a result is infinite or not a number,
 * which is a failure unless an operand is so.
 */
final class DoubleArithmetic {
  private DoubleArithmetic() {}

  static long add(
      double[] left, double[] right, double[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        double sum = left[i] + right[i];
        output[i] = sum;
        failed |= notFinite(sum);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        double sum = left[row] + right[row];
        output[row] = sum;
        failed |= notFinite(sum);
      }
    }
    return failed;
  }

  static long subtract(
      double[] left, double[] right, double[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        double difference = left[i] - right[i];
        output[i] = difference;
        failed |= notFinite(difference);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        double difference = left[row] - right[row];
        output[row] = difference;
        failed |= notFinite(difference);
      }
    }
    return failed;
  }

  static long multiply(
      double[] left, double[] right, double[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        double product = left[i] * right[i];
        output[i] = product;
        failed |= notFinite(product);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        double product = left[row] * right[row];
        output[row] = product;
        failed |= notFinite(product);
      }
    }
    return failed;
  }

  static long divide(
      double[] left, double[] right, double[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        double quotient = left[i] / right[i];
        output[i] = quotient;
        failed |= notFinite(quotient);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        double quotient = left[row] / right[row];
        output[row] = quotient;
        failed |= notFinite(quotient);
      }
    }
    return failed;
  }

  static long modulo(
      double[] left, double[] right, double[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        double remainder = left[i] % right[i];
        output[i] = remainder;
        failed |= notFinite(remainder);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        double remainder = left[row] % right[row];
        output[row] = remainder;
        failed |= notFinite(remainder);
      }
    }
    return failed;
  }

  private static long notFinite(double value) {
    // The greatest finite value has the greatest bits of all finite ones.
    return Double.doubleToRawLongBits(Double.MAX_VALUE)
        - (Double.doubleToRawLongBits(value) & Long.MAX_VALUE);
  }
}
