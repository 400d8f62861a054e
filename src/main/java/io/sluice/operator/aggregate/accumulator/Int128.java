package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.Decimal128Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DecimalType;
import java.math.BigInteger;

/** 128-bit integers in two's complement, as a high and a low word: the limits of DECIMAL(38), and their nearest double. */
final class Int128 {
  private static final BigInteger LIMIT = BigInteger.TEN.pow(DecimalType.MAX_PRECISION);
  private static final long LIMIT_HIGH = LIMIT.shiftRight(Long.SIZE).longValueExact();
  private static final long LIMIT_LOW = LIMIT.longValue();

  private Int128() {}

  static SluiceException overflow() {
    return new SluiceException(
        ErrorCode.NUMERIC_OVERFLOW,
        "A sum has more than 38 digits, which DECIMAL cannot hold; cast the argument to DOUBLE");
  }

  /** Fails when the number has more than 38 digits. */
  static void requireDecimal(long high, long low) {
    // Most sums stay far below the limit.
    if (high == low >> 63 || !isTooWide(high, low)) {
      return;
    }
    throw overflow();
  }

  private static boolean isTooWide(long high, long low) {
    long absoluteHigh = high;
    long absoluteLow = low;
    if (high < 0) {
      absoluteLow = -low;
      absoluteHigh = ~high + (low == 0 ? 1 : 0);
    }
    int compared = Long.compareUnsigned(absoluteHigh, LIMIT_HIGH);
    return compared > 0 || compared == 0 && Long.compareUnsigned(absoluteLow, LIMIT_LOW) >= 0;
  }

  static boolean isLong(long high, long low) {
    return high == low >> 63;
  }

  /** The nearest double. */
  static double toDouble(long high, long low) {
    return isLong(high, low) ? low : Decimal128Vector.unscaled(high, low).doubleValue();
  }
}
