package io.sluice.source.parquet.page;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;

/** Moves values between a dictionary, a dense run without NULLs, and the rows they belong to. */
final class DenseValues {
  private DenseValues() {}

  /** Looks up {@code count} codes, which are checked before, into consecutive rows. */
  static void gather(
      FlatVector dictionary, int[] codes, int from, int count, FlatVector target, int row) {
    if (target instanceof IntVector vector) {
      int[] values = ((IntVector) dictionary).values();
      int[] to = vector.values();
      for (int i = 0; i < count; i++) {
        to[row + i] = values[codes[from + i]];
      }
    } else if (target instanceof LongVector vector) {
      long[] values = ((LongVector) dictionary).values();
      long[] to = vector.values();
      for (int i = 0; i < count; i++) {
        to[row + i] = values[codes[from + i]];
      }
    } else if (target instanceof DoubleVector vector) {
      double[] values = ((DoubleVector) dictionary).values();
      double[] to = vector.values();
      for (int i = 0; i < count; i++) {
        to[row + i] = values[codes[from + i]];
      }
    } else if (target instanceof Decimal128Vector vector) {
      Decimal128Vector values = (Decimal128Vector) dictionary;
      for (int i = 0; i < count; i++) {
        vector.high()[row + i] = values.high()[codes[from + i]];
        vector.low()[row + i] = values.low()[codes[from + i]];
      }
    } else if (target instanceof BooleanVector vector) {
      for (int i = 0; i < count; i++) {
        vector.put(row + i, ((BooleanVector) dictionary).get(codes[from + i]));
      }
    } else {
      BytesVector values = (BytesVector) dictionary;
      for (int i = 0; i < count; i++) {
        int start = values.offsets()[codes[from + i]];
        int length = values.offsets()[codes[from + i] + 1] - start;
        ((BytesVector) target).write(row + i, values.data(), start, length);
      }
    }
  }

  /**
   * Spreads {@code present} values, dense from {@code row} on, over the valid ones of {@code count} rows. Works from the end, so that no value is
   * overwritten before it moved. Not for BytesVector, whose values cannot move.
   */
  static void spread(FlatVector target, long[] validity, int row, int count, int present) {
    int from = row + present;
    if (target instanceof IntVector vector) {
      int[] values = vector.values();
      for (int to = row + count - 1; to >= row; to--) {
        values[to] = Bits.get(validity, to) ? values[--from] : 0;
      }
    } else if (target instanceof LongVector vector) {
      long[] values = vector.values();
      for (int to = row + count - 1; to >= row; to--) {
        values[to] = Bits.get(validity, to) ? values[--from] : 0;
      }
    } else if (target instanceof DoubleVector vector) {
      double[] values = vector.values();
      for (int to = row + count - 1; to >= row; to--) {
        values[to] = Bits.get(validity, to) ? values[--from] : 0;
      }
    } else if (target instanceof Decimal128Vector vector) {
      spread(vector.high(), validity, row, count, present);
      spread(vector.low(), validity, row, count, present);
    } else if (target instanceof BooleanVector vector) {
      for (int to = row + count - 1; to >= row; to--) {
        vector.put(to, Bits.get(validity, to) && vector.get(--from));
      }
    } else {
      throw new IllegalArgumentException("values of " + target.type() + " do not move");
    }
  }

  private static void spread(long[] values, long[] validity, int row, int count, int present) {
    int from = row + present;
    for (int to = row + count - 1; to >= row; to--) {
      values[to] = Bits.get(validity, to) ? values[--from] : 0;
    }
  }

  /** Moves the rows at some positions behind {@code start} to the front, one after the other. Positions ascend. */
  static void keep(FlatVector target, int start, int[] positions, int count) {
    if (target instanceof IntVector vector) {
      keep(vector.values(), start, positions, count);
    } else if (target instanceof LongVector vector) {
      keep(vector.values(), start, positions, count);
    } else if (target instanceof DoubleVector vector) {
      double[] values = vector.values();
      for (int i = 0; i < count; i++) {
        values[start + i] = values[start + positions[i]];
      }
    } else if (target instanceof Decimal128Vector vector) {
      keep(vector.high(), start, positions, count);
      keep(vector.low(), start, positions, count);
    } else if (target instanceof BooleanVector vector) {
      for (int i = 0; i < count; i++) {
        vector.put(start + i, vector.get(start + positions[i]));
      }
    } else {
      BytesVector vector = (BytesVector) target;
      int[] offsets = vector.offsets();
      byte[] data = vector.data();
      int end = offsets[start];
      for (int i = 0; i < count; i++) {
        int from = offsets[start + positions[i]];
        int length = offsets[start + positions[i] + 1] - from;
        System.arraycopy(data, from, data, end, length);
        end += length;
        offsets[start + i + 1] = end;
      }
    }
  }

  private static void keep(long[] values, int start, int[] positions, int count) {
    for (int i = 0; i < count; i++) {
      values[start + i] = values[start + positions[i]];
    }
  }

  /** {@link #keep(FlatVector, int, int[], int)} for codes. */
  static void keep(int[] values, int start, int[] positions, int count) {
    for (int i = 0; i < count; i++) {
      values[start + i] = values[start + positions[i]];
    }
  }

  /** {@link #spread(FlatVector, long[], int, int, int)} for codes; NULL rows get code 0. */
  static void spread(int[] codes, long[] validity, int row, int count, int present) {
    int from = row + present;
    for (int to = row + count - 1; to >= row; to--) {
      codes[to] = Bits.get(validity, to) ? codes[--from] : 0;
    }
  }
}
