package io.sluice.operator.aggregate.function;

import io.sluice.column.BooleanVector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;

/** Single values of vectors of any encoding, and appending them. */
final class Values {
  private Values() {}

  static double doubleAt(Vector vector, int row) {
    return ((DoubleVector) vector.flat()).values()[vector.flatRow(row)];
  }

  static long longAt(Vector vector, int row) {
    return ((LongVector) vector.flat()).values()[vector.flatRow(row)];
  }

  static boolean booleanAt(Vector vector, int row) {
    return ((BooleanVector) vector.flat()).get(vector.flatRow(row));
  }

  static void append(FlatVector target, double value) {
    int row = target.length();
    target.ensureCapacity(row + 1);
    ((DoubleVector) target).values()[row] = value;
    target.setLength(row + 1);
  }

  static void append(FlatVector target, long value) {
    int row = target.length();
    target.ensureCapacity(row + 1);
    ((LongVector) target).values()[row] = value;
    target.setLength(row + 1);
  }
}
