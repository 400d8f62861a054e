package io.sluice.source.arrow.read;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Floating-point numbers of 2, 4 or 8 bytes. */
final class FloatArray extends ArrowArray {
  private static final int HALF_FRACTION_BITS = 10;
  private static final int HALF_EXPONENT_BIAS = 15;
  private static final int HALF_MAX_EXPONENT = 31;

  private final ByteBuffer values;

  FloatArray(ArrowField field, int length, @Nullable ByteBuffer validity, ByteBuffer values) {
    super(field, length, validity);
    this.values = values;
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    double[] numbers = ((DoubleVector) target).values();
    switch (field().width()) {
      case Short.BYTES -> {
        for (int i = 0; i < count; i++) {
          numbers[i] = ofHalf(values.getShort((from + i) * Short.BYTES));
        }
      }
      case Float.BYTES -> {
        for (int i = 0; i < count; i++) {
          numbers[i] = values.getFloat((from + i) * Float.BYTES);
        }
      }
      default -> values.asDoubleBuffer().get(from, numbers, 0, count);
    }
  }

  /** The number of a sign, 5 bits of exponent and 10 of fraction. */
  static double ofHalf(short bits) {
    int exponent = bits >>> HALF_FRACTION_BITS & HALF_MAX_EXPONENT;
    int fraction = bits & (1 << HALF_FRACTION_BITS) - 1;
    double magnitude;
    if (exponent == HALF_MAX_EXPONENT) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((double) fraction, 1 - HALF_EXPONENT_BIAS - HALF_FRACTION_BITS);
    } else {
      magnitude = Math.scalb(
          (double) (fraction | 1 << HALF_FRACTION_BITS),
          exponent - HALF_EXPONENT_BIAS - HALF_FRACTION_BITS);
    }
    return bits < 0 ? -magnitude : magnitude;
  }
}
