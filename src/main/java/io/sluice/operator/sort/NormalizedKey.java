package io.sluice.operator.sort;

import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The order of values of a type, NULL aside: as 64-bit words whose unsigned order is that of the values, and by comparison. -0.0 equals 0.0, NaN is
 * the largest DOUBLE, texts are ordered by their bytes.
 */
final class NormalizedKey {
  private static final VarHandle BIG_ENDIAN_WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private NormalizedKey() {}

  /** Whether the first word decides the order of any two values of a vector. */
  static boolean isWordExact(FlatVector vector) {
    return !(vector instanceof BytesVector) && !(vector instanceof Decimal128Vector);
  }

  /** The first word of a value. Values with different words are in the order of their words. */
  static long firstWord(FlatVector vector, int row) {
    if (vector instanceof LongVector longs) {
      return ofLong(longs.values()[row]);
    } else if (vector instanceof IntVector ints) {
      return ofInt(ints.values()[row]);
    } else if (vector instanceof DoubleVector doubles) {
      return ofDouble(doubles.values()[row]);
    } else if (vector instanceof BytesVector bytes) {
      return textWord(bytes, row, 0);
    } else if (vector instanceof Decimal128Vector decimals) {
      return ofLong(decimals.high()[row]);
    } else {
      return ((BooleanVector) vector).get(row) ? 1L << 63 : 0;
    }
  }

  static long ofLong(long value) {
    return value ^ Long.MIN_VALUE;
  }

  /** In the high 32 bits. */
  static long ofInt(int value) {
    return (long) (value ^ Integer.MIN_VALUE) << 32;
  }

  static long ofDouble(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ (bits >> 63 | Long.MIN_VALUE);
  }

  /** Eight bytes of a text from a position on, zeros behind its end. */
  static long textWord(BytesVector texts, int row, int position) {
    byte[] data = texts.data();
    int from = texts.offsets()[row] + position;
    int left = texts.offsets()[row + 1] - from;
    if (left <= 0) {
      return 0;
    }
    if (from + Long.BYTES <= data.length) {
      long word = (long) BIG_ENDIAN_WORDS.get(data, from);
      return left >= Long.BYTES ? word : word & -1L << (Long.SIZE - Byte.SIZE * left);
    }
    long word = 0;
    for (int i = 0; i < left; i++) {
      word |= (data[from + i] & 0xFFL) << (Long.SIZE - Byte.SIZE * (i + 1));
    }
    return word;
  }

  /** Compares two values of vectors of one class. */
  static int compare(FlatVector left, int leftRow, FlatVector right, int rightRow) {
    if (left instanceof BytesVector leftText) {
      BytesVector rightText = (BytesVector) right;
      return Arrays.compareUnsigned(
          leftText.data(),
          leftText.offsets()[leftRow],
          leftText.offsets()[leftRow + 1],
          rightText.data(),
          rightText.offsets()[rightRow],
          rightText.offsets()[rightRow + 1]);
    }
    int order = Long.compareUnsigned(firstWord(left, leftRow), firstWord(right, rightRow));
    if (order == 0 && left instanceof Decimal128Vector leftDecimal) {
      return Long.compareUnsigned(
          leftDecimal.low()[leftRow], ((Decimal128Vector) right).low()[rightRow]);
    }
    return order;
  }
}
