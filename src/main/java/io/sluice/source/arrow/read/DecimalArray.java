package io.sluice.source.arrow.read;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.type.DecimalType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Unscaled values of 4, 8, 16 or 32 bytes. One of more digits than the type has is an error. */
final class DecimalArray extends ArrowArray {
  private final ByteBuffer values;
  private final long limitHigh;
  private final long limitLow;

  DecimalArray(ArrowField field, int length, @Nullable ByteBuffer validity, ByteBuffer values) {
    super(field, length, validity);
    this.values = values;
    BigInteger limit = BigInteger.TEN.pow(((DecimalType) field.type()).precision());
    limitHigh = limit.shiftRight(Long.SIZE).longValue();
    limitLow = limit.longValue();
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    int width = field().width();
    for (int i = 0; i < count; i++) {
      int row = from + i;
      long low = width == Integer.BYTES ? values.getInt(row * width) : values.getLong(row * width);
      long high = width > Long.BYTES ? values.getLong(row * width + Long.BYTES) : low >> 63;
      boolean fits = isBelowLimit(high, low)
          && (width <= 2 * Long.BYTES || isExtended(row * width + 2 * Long.BYTES, high >> 63));
      if (!fits && !isNull(row)) {
        throw invalid(row, "has more digits than " + field().type());
      }
      if (target instanceof LongVector vector) {
        vector.values()[i] = low;
      } else {
        ((Decimal128Vector) target).high()[i] = high;
        ((Decimal128Vector) target).low()[i] = low;
      }
    }
  }

  private boolean isBelowLimit(long high, long low) {
    long magnitudeHigh = high;
    long magnitudeLow = low;
    if (high < 0) {
      magnitudeLow = -low;
      magnitudeHigh = ~high + (low == 0 ? 1 : 0);
    }
    int order = Long.compareUnsigned(magnitudeHigh, limitHigh);
    return order < 0 || order == 0 && Long.compareUnsigned(magnitudeLow, limitLow) < 0;
  }

  private boolean isExtended(int position, long sign) {
    return values.getLong(position) == sign && values.getLong(position + Long.BYTES) == sign;
  }
}
