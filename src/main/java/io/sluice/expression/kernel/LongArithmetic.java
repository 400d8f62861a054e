package io.sluice.expression.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on {@code long} values. Every method answers a number whose sign is negative when a row has no result; which row that is, and why, is
 * looked up by calling it again for single rows.
 */
final class LongArithmetic {
  private LongArithmetic() {}

  static long add(long[] left, long[] right, long[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long a = left[i];
        long b = right[i];
        long sum = a + b;
        output[i] = sum;
        failed |= (a ^ sum) & (b ^ sum);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long a = left[row];
        long b = right[row];
        long sum = a + b;
        output[row] = sum;
        failed |= (a ^ sum) & (b ^ sum);
      }
    }
    return failed;
  }

  static long subtract(long[] left, long[] right, long[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long a = left[i];
        long b = right[i];
        long difference = a - b;
        output[i] = difference;
        failed |= (a ^ b) & (a ^ difference);
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long a = left[row];
        long b = right[row];
        long difference = a - b;
        output[row] = difference;
        failed |= (a ^ b) & (a ^ difference);
      }
    }
    return failed;
  }

  static long multiply(long[] left, long[] right, long[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long a = left[i];
        long b = right[i];
        long product = a * b;
        output[i] = product;
        long excess = Math.multiplyHigh(a, b) ^ product >> 63;
        failed |= excess | -excess;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long a = left[row];
        long b = right[row];
        long product = a * b;
        output[row] = product;
        long excess = Math.multiplyHigh(a, b) ^ product >> 63;
        failed |= excess | -excess;
      }
    }
    return failed;
  }

  static long divide(long[] left, long[] right, long[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long a = left[i];
        long b = right[i];
        if (b == 0 || b == -1 && a == Long.MIN_VALUE) {
          failed = -1;
        } else {
          output[i] = a / b;
        }
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long a = left[row];
        long b = right[row];
        if (b == 0 || b == -1 && a == Long.MIN_VALUE) {
          failed = -1;
        } else {
          output[row] = a / b;
        }
      }
    }
    return failed;
  }

  static long modulo(long[] left, long[] right, long[] output, int @Nullable [] rows, int count) {
    long failed = 0;
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        long b = right[i];
        if (b == 0) {
          failed = -1;
        } else {
          output[i] = left[i] % b;
        }
      }
    } else {
      for (int i = 0; i < count; i++) {
        int row = rows[i];
        long b = right[row];
        if (b == 0) {
          failed = -1;
        } else {
          output[row] = left[row] % b;
        }
      }
    }
    return failed;
  }
}
