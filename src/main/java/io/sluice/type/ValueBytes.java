package io.sluice.type;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes in which INTERVAL, ARRAY, MAP and ROW are kept: those of two values are in the order of the values, and equal exactly where the values are. So
 * filters, joins, groups and sorts treat them as they treat texts.
 *
 * <p>A value inside another one begins with {@link #VALUE}, or is the one byte {@link #NULL}, which is above every value; {@link #END} follows the last element of
 * an ARRAY and the last entry of a MAP, so that a shorter list comes before a longer one that begins like it. Numbers are big-endian with the sign turned; a
 * floating-point number has its bits in the order of its values; of a text or a VARBINARY, 0 becomes 0 255, and 0 1 ends it. An INTERVAL is its length in
 * microseconds in 10 bytes, then its months and days.
 */
public final class ValueBytes {
  static final byte END = 0;
  static final byte VALUE = 1;
  static final byte NULL = 2;

  static final byte ESCAPED_ZERO = -1;
  static final byte TEXT_END = 1;

  private ValueBytes() {}

  /** Whether values of a type are kept in this form. */
  public static boolean holds(DataType type) {
    return type.isNested() || type.kind() == TypeKind.INTERVAL;
  }

  /** The bytes of a value in the form of {@link Literal#value()}. */
  public static byte[] encode(DataType type, Object value) {
    ValueWriter writer = new ValueWriter();
    writer.write(type, value);
    return Arrays.copyOf(writer.bytes(), writer.length());
  }

  /** The value of {@code bytes[from..to)}. */
  public static Object decode(DataType type, byte[] bytes, int from) {
    return new ValueReader().reset(bytes, from).read(type);
  }

  /** The bits of a floating-point number in the order of its values, as a signed number: one zero, one NaN above all. */
  static long orderedBits(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ (bits >> 63) >>> 1;
  }

  static double ofOrderedBits(long ordered) {
    return Double.longBitsToDouble(ordered ^ (ordered >> 63) >>> 1);
  }

  /** Whether a value is there, for writers and readers of parts. */
  static byte marker(@Nullable Object value) {
    return value == null ? NULL : VALUE;
  }
}
