package io.sluice.source.arrow.read;

import io.sluice.column.Decimal128Vector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Whole numbers of 1 to 8 bytes with or without a sign, and days. */
final class NumberArray extends ArrowArray {
  private static final long MILLIS_PER_DAY = 86_400_000;

  private final ByteBuffer values;

  NumberArray(ArrowField field, int length, @Nullable ByteBuffer validity, ByteBuffer values) {
    super(field, length, validity);
    this.values = values;
  }

  /** The bits of a value, those of a shorter one than 8 bytes with its sign or 0 before them. */
  static long get(ByteBuffer values, int width, boolean isSigned, int row) {
    return switch (width) {
      case 1 -> isSigned ? values.get(row) : values.get(row) & 0xFFL;
      case 2 -> isSigned ? values.getShort(2 * row) : values.getShort(2 * row) & 0xFFFFL;
      case 4 -> isSigned ? values.getInt(4 * row) : values.getInt(4 * row) & 0xFFFF_FFFFL;
      default -> values.getLong(8 * row);
    };
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    int width = field().width();
    boolean isSigned = field().layout() != ArrowLayout.UNSIGNED;
    if (field().layout() == ArrowLayout.DATE_MILLIS) {
      readDates((IntVector) target, from, count);
    } else if (target instanceof IntVector vector) {
      if (width == Integer.BYTES) {
        values.asIntBuffer().get(from, vector.values(), 0, count);
      } else {
        for (int i = 0; i < count; i++) {
          vector.values()[i] = (int) get(values, width, isSigned, from + i);
        }
      }
    } else if (target instanceof LongVector vector) {
      if (width == Long.BYTES) {
        values.asLongBuffer().get(from, vector.values(), 0, count);
      } else {
        for (int i = 0; i < count; i++) {
          vector.values()[i] = get(values, width, isSigned, from + i);
        }
      }
    } else {
      Decimal128Vector vector = (Decimal128Vector) target;
      for (int i = 0; i < count; i++) {
        vector.high()[i] = 0;
        vector.low()[i] = values.getLong((from + i) * Long.BYTES);
      }
    }
  }

  private void readDates(IntVector target, int from, int count) {
    for (int i = 0; i < count; i++) {
      long day = Math.floorDiv(values.getLong((from + i) * Long.BYTES), MILLIS_PER_DAY);
      if (day != (int) day && !isNull(from + i)) {
        throw invalid(from + i, "is no DATE");
      }
      target.values()[i] = (int) day;
    }
  }
}
