package io.sluice.expression.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on {@code int} values. Every method answers a number whose sign is negative when a row has no result; which row that is, and why, is
 * looked up by calling it again for single rows.
 */
final class IntArithmetic {
  private IntArithmetic() {}

  static long add(int[] left, int[] right, int[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long sum = (long) left[i] + right[i];
        output[i] = (int) sum;
        failed |= outside(sum);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long sum = (long) left[row] + right[row];
        output[row] = (int) sum;
        failed |= outside(sum);
      }
    }
    return failed;
  }

  static long subtract(int[] left, int[] right, int[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long difference = (long) left[i] - right[i];
        output[i] = (int) difference;
        failed |= outside(difference);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long difference = (long) left[row] - right[row];
        output[row] = (int) difference;
        failed |= outside(difference);
      }
    }
    return failed;
  }

  static long multiply(int[] left, int[] right, int[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long product = (long) left[i] * right[i];
        output[i] = (int) product;
        failed |= outside(product);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long product = (long) left[row] * right[row];
        output[row] = (int) product;
        failed |= outside(product);
      }
    }
    return failed;
  }

  static long divide(int[] left, int[] right, int[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        int a = left[i];
        int b = right[i];
        if (b == 0 || b == -1 && a == Integer.MIN_VALUE) {
          failed = -1;
        } else {
          output[i] = a / b;
        }
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        int a = left[row];
        int b = right[row];
        if (b == 0 || b == -1 && a == Integer.MIN_VALUE) {
          failed = -1;
        } else {
          output[row] = a / b;
        }
      }
    }
    return failed;
  }

  static long modulo(int[] left, int[] right, int[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        int b = right[i];
        if (b == 0) {
          failed = -1;
        } else {
          output[i] = left[i] % b;
        }
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        int b = right[row];
        if (b == 0) {
          failed = -1;
        } else {
          output[row] = left[row] % b;
        }
      }
    }
    return failed;
  }

  /** Negative where a value does not fit {@code int}. */
  private static long outside(long value) {
    return Integer.MAX_VALUE - value | value - Integer.MIN_VALUE;
  }
}
