package io.sluice.expression.kernel;

import io.sluice.type.DecimalType;
import java.math.BigInteger;

/** The powers of ten up to 10^38 in two words, and those up to 10^18 in one. */
public final class PowersOfTen {
  private static final long[] HIGH = new long[DecimalType.MAX_PRECISION + 1];
  private static final long[] LOW = new long[DecimalType.MAX_PRECISION + 1];

  static {
    for (int i = 0; i < HIGH.length; i++) {
      BigInteger power = BigInteger.TEN.pow(i);
      HIGH[i] = power.shiftRight(64).longValue();
      LOW[i] = power.longValue();
    }
  }

  private PowersOfTen() {}

  static long high(int exponent) {
    return HIGH[exponent];
  }

  static long low(int exponent) {
    return LOW[exponent];
  }

  /** 10 to the power of at most 18. */
  public static long ofLong(int exponent) {
    if (HIGH[exponent] != 0 || LOW[exponent] < 0) {
      throw new IllegalArgumentException("10^" + exponent + " is no long");
    }
    return LOW[exponent];
  }

  /** The double nearest to 10 to the power of at most 38. */
  public static double ofDouble(int exponent) {
    return BigInteger.TEN.pow(exponent).doubleValue();
  }

  /** Whether a value has at most that many digits. */
  public static boolean holds(int digits, long high, long low) {
    long boundHigh = HIGH[digits];
    long boundLow = LOW[digits];
    if (high >= 0) {
      return Int128.isLess(high, low, boundHigh, boundLow);
    }
    long negatedLow = -low;
    long negatedHigh = ~high + (negatedLow == 0 ? 1 : 0);
    return negatedHigh >= 0 && Int128.isLess(negatedHigh, negatedLow, boundHigh, boundLow);
  }
}
