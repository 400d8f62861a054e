package io.sluice.operator.aggregate;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Copies the values of dictionary and constant vectors of fixed width to their rows in a flat vector that is used again. Owned by one driver.
 */
final class FlatRows {
  private final FlatVector flat;

  FlatRows(DataType type) {
    flat = FlatVector.create(type, 1);
  }

  /**
   * The vector itself if it is flat, else a flat one with the same values at the rows that count.
   *
   * @param rows the rows that count, none of them NULL; null for the first {@code count}
   * @param length the length of the vector
   */
  FlatVector of(Vector vector, int @Nullable [] rows, int count, int length) {
    if (vector instanceof FlatVector already) {
      return already;
    }
    flat.ensureCapacity(length);
    if (flat instanceof LongVector longs) {
      long[] from = ((LongVector) vector.flat()).values();
      long[] to = longs.values();
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        to[row] = from[vector.flatRow(row)];
      }
    } else if (flat instanceof IntVector ints) {
      int[] from = ((IntVector) vector.flat()).values();
      int[] to = ints.values();
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        to[row] = from[vector.flatRow(row)];
      }
    } else if (flat instanceof DoubleVector doubles) {
      double[] from = ((DoubleVector) vector.flat()).values();
      double[] to = doubles.values();
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        to[row] = from[vector.flatRow(row)];
      }
    } else if (flat instanceof BooleanVector booleans) {
      long[] from = ((BooleanVector) vector.flat()).words();
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        booleans.put(row, Bits.get(from, vector.flatRow(row)));
      }
    } else {
      copyDecimals(vector, rows, count, (Decimal128Vector) flat);
    }
    return flat;
  }

  private static void copyDecimals(
      Vector vector, int @Nullable [] rows, int count, Decimal128Vector to) {
    Decimal128Vector from = (Decimal128Vector) vector.flat();
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      int position = vector.flatRow(row);
      to.high()[row] = from.high()[position];
      to.low()[row] = from.low()[position];
    }
  }
}
