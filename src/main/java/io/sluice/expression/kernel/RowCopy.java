package io.sluice.expression.kernel;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.ConstantVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;

/** Copies rows of a vector of any encoding to the same rows of a flat one of fixed width. Owned by one driver. */
public final class RowCopy {
  private int[] sourceRows = new int[0];

  public void copy(Vector source, int[] rows, int count, FlatVector target) {
    if (source.mayHaveNulls()) {
      for (int i = 0; i < count; i++) {
        if (source.isNull(rows[i])) {
          target.setNull(rows[i]);
        }
      }
      if (source instanceof ConstantVector) {
        return;
      }
    }
    copyValues(source.flat(), mapRows(source, rows, count), rows, count, target);
  }

  private int[] mapRows(Vector source, int[] rows, int count) {
    if (source instanceof FlatVector) {
      return rows;
    }
    if (sourceRows.length < count) {
      sourceRows = new int[rows.length];
    }
    int[] codes = source instanceof DictionaryVector encoded ? encoded.codes() : null;
    for (int i = 0; i < count; i++) {
      sourceRows[i] = codes == null ? 0 : codes[rows[i]];
    }
    return sourceRows;
  }

  private static void copyValues(
      FlatVector source, int[] from, int[] to, int count, FlatVector target) {
    if (target instanceof LongVector longs) {
      copy(((LongVector) source).values(), from, longs.values(), to, count);
    } else if (target instanceof IntVector ints) {
      copy(((IntVector) source).values(), from, ints.values(), to, count);
    } else if (target instanceof DoubleVector doubles) {
      copy(((DoubleVector) source).values(), from, doubles.values(), to, count);
    } else if (target instanceof Decimal128Vector wide) {
      copy(((Decimal128Vector) source).high(), from, wide.high(), to, count);
      copy(((Decimal128Vector) source).low(), from, wide.low(), to, count);
    } else {
      long[] bits = ((BooleanVector) source).words();
      long[] output = ((BooleanVector) target).words();
      for (int i = 0; i < count; i++) {
        Bits.put(output, to[i], Bits.get(bits, from[i]));
      }
    }
  }

  private static void copy(long[] source, int[] from, long[] target, int[] to, int count) {
    for (int i = 0; i < count; i++) {
      target[to[i]] = source[from[i]];
    }
  }

  private static void copy(int[] source, int[] from, int[] target, int[] to, int count) {
    for (int i = 0; i < count; i++) {
      target[to[i]] = source[from[i]];
    }
  }

  private static void copy(double[] source, int[] from, double[] target, int[] to, int count) {
    for (int i = 0; i < count; i++) {
      target[to[i]] = source[from[i]];
    }
  }
}
