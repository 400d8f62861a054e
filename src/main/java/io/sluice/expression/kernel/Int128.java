package io.sluice.expression.kernel;

import io.sluice.column.Decimal128Vector;
import io.sluice.type.DecimalType;
import java.math.BigInteger;

/**
 * A signed number of 128 bits that operations change in place. Those that answer a boolean answer false, and leave the number undefined, where
 * they cannot give the exact result: then {@link BigInteger} has to.
 */
public final class Int128 {
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private long high;
  private long low;

  /** The high word, signed. */
  public long high() {
    return high;
  }

  /** The low word, unsigned. */
  public long low() {
    return low;
  }

  public Int128 set(long highWord, long lowWord) {
    high = highWord;
    low = lowWord;
    return this;
  }

  public Int128 set(long value) {
    return set(value >> 63, value);
  }

  /** False when the value has more than 128 bits. */
  public boolean set(BigInteger value) {
    if (value.bitLength() > 127) {
      return false;
    }
    high = value.shiftRight(64).longValue();
    low = value.longValue();
    return true;
  }

  public BigInteger toBigInteger() {
    return Decimal128Vector.unscaled(high, low);
  }

  /** Whether the value is one of a {@code long}. */
  public boolean isLong() {
    return high == low >> 63;
  }

  boolean add(long otherHigh, long otherLow) {
    long sumLow = low + otherLow;
    long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
    long sumHigh = high + otherHigh + carry;
    boolean isExact = ((high ^ sumHigh) & (otherHigh ^ sumHigh)) >= 0;
    set(sumHigh, sumLow);
    return isExact;
  }

  boolean subtract(long otherHigh, long otherLow) {
    long borrow = Long.compareUnsigned(low, otherLow) < 0 ? 1 : 0;
    long differenceHigh = high - otherHigh - borrow;
    boolean isExact = ((high ^ otherHigh) & (high ^ differenceHigh)) >= 0;
    set(differenceHigh, low - otherLow);
    return isExact;
  }

  void negate() {
    low = -low;
    high = ~high + (low == 0 ? 1 : 0);
  }

  boolean multiply(long otherHigh, long otherLow) {
    if (high == low >> 63 && otherHigh == otherLow >> 63) {
      high = Math.multiplyHigh(low, otherLow);
      low *= otherLow;
      return true;
    }
    return multiplyWide(otherHigh, otherLow);
  }

  /** At least one factor needs more than 64 bits: schoolbook on the magnitudes. */
  private boolean multiplyWide(long otherHigh, long otherLow) {
    boolean isNegative = (high ^ otherHigh) < 0;
    if (high < 0) {
      negate();
    }
    long bLow = otherHigh < 0 ? -otherLow : otherLow;
    long bHigh = otherHigh < 0 ? ~otherHigh + (bLow == 0 ? 1 : 0) : otherHigh;
    if (high != 0 && bHigh != 0) {
      return false;
    }
    long wide = high != 0 ? high : bHigh;
    long narrow = high != 0 ? bLow : low;
    if (multiplyHighUnsigned(wide, narrow) != 0) {
      return false;
    }
    long cross = wide * narrow;
    long productHigh = multiplyHighUnsigned(low, bLow) + cross;
    if (Long.compareUnsigned(productHigh, cross) < 0 || productHigh < 0) {
      return false;
    }
    set(productHigh, low * bLow);
    if (isNegative) {
      negate();
    }
    return true;
  }

  private static long multiplyHighUnsigned(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }

  /** Divides and rounds half away from zero. False for a divisor beyond 63 bits. */
  boolean divideHalfUp(long otherHigh, long otherLow) {
    if (otherHigh != otherLow >> 63 || otherLow == Long.MIN_VALUE) {
      return false;
    }
    boolean isNegative = (high ^ otherLow) < 0;
    long divisor = Math.abs(otherLow);
    long remainder = divideMagnitude(divisor);
    if (Long.compareUnsigned(remainder << 1, divisor) >= 0 && ++low == 0) {
      high++;
    }
    if (isNegative) {
      negate();
    }
    return true;
  }

  /** The remainder with the sign of the dividend. False for a divisor beyond 63 bits. */
  boolean remainder(long otherHigh, long otherLow) {
    if (otherHigh != otherLow >> 63 || otherLow == Long.MIN_VALUE) {
      return false;
    }
    boolean isNegative = high < 0;
    long remainder = divideMagnitude(Math.abs(otherLow));
    set(isNegative ? -remainder : remainder);
    return true;
  }

  /** Becomes the quotient of its magnitude and a positive divisor, and answers the remainder. */
  private long divideMagnitude(long divisor) {
    if (high < 0) {
      negate();
    }
    long dividend = low;
    if (high == 0) {
      low = Long.divideUnsigned(dividend, divisor);
    } else {
      long quotientHigh = Long.divideUnsigned(high, divisor);
      long rest = high - quotientHigh * divisor;
      high = quotientHigh;
      low = divideTwoWords(rest, dividend, divisor);
    }
    return dividend - low * divisor;
  }

  /**
   * The quotient of two words and a divisor greater than the high one, by digits of 32 bits. Knuth, The Art of Computer Programming, volume 2,
   * algorithm D, as in Warren, Hacker's Delight, divlu.
   */
  private static long divideTwoWords(long high, long low, long divisor) {
    int shift = Long.numberOfLeadingZeros(divisor);
    long normal = divisor << shift;
    long normalHigh = normal >>> 32;
    long normalLow = normal & LOW_HALF;
    long top = shift == 0 ? high : high << shift | low >>> 64 - shift;
    long bottom = low << shift;
    long first = quotientDigit(top, bottom >>> 32, normalHigh, normalLow);
    long middle = (top << 32) + (bottom >>> 32) - first * normal;
    long second = quotientDigit(middle, bottom & LOW_HALF, normalHigh, normalLow);
    return (first << 32) + second;
  }

  private static long quotientDigit(long top, long next, long normalHigh, long normalLow) {
    long digit = Long.divideUnsigned(top, normalHigh);
    long rest = top - digit * normalHigh;
    while (digit >>> 32 != 0 || Long.compareUnsigned(digit * normalLow, (rest << 32) + next) > 0) {
      digit--;
      rest += normalHigh;
      if (rest >>> 32 != 0) {
        break;
      }
    }
    return digit;
  }

  /** Multiplies by a power of ten, or for a negative number of digits divides by one and rounds half away from zero. */
  public boolean rescale(int digits) {
    if (digits >= 0) {
      return digits == 0
          || digits <= DecimalType.MAX_PRECISION
              && multiply(PowersOfTen.high(digits), PowersOfTen.low(digits));
    }
    return -digits <= DecimalType.MAX_SHORT_PRECISION && divideHalfUp(0, PowersOfTen.low(-digits));
  }

  /** Whether the first number is less than the second. */
  static boolean isLess(long aHigh, long aLow, long bHigh, long bLow) {
    return aHigh < bHigh || aHigh == bHigh && aLow + Long.MIN_VALUE < bLow + Long.MIN_VALUE;
  }
}
