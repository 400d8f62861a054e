package io.sluice.expression.kernel;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import org.jspecify.annotations.Nullable;

/** Writes out the rows of dictionary vectors into a flat vector of its own. Owned by one driver. */
public final class DictionaryDecoder {
  private @Nullable FlatVector decoded;

  /** The values at the rows asked for, without validity; the vector stands until the next call. */
  public FlatVector decode(DictionaryVector source, int @Nullable [] rows, int count) {
    int length = source.length();
    FlatVector target = decoded;
    if (target == null || !target.type().equals(source.type())) {
      target = FlatVector.create(source.type(), length);
      decoded = target;
    }
    target.reset();
    target.ensureCapacity(length);
    target.setLength(length);
    int[] codes = source.codes();
    FlatVector dictionary = source.dictionary();
    if (target instanceof LongVector longs) {
      gather(((LongVector) dictionary).values(), codes, rows, count, longs.values());
    } else if (target instanceof IntVector ints) {
      gather(((IntVector) dictionary).values(), codes, rows, count, ints.values());
    } else if (target instanceof DoubleVector doubles) {
      gather(((DoubleVector) dictionary).values(), codes, rows, count, doubles.values());
    } else if (target instanceof Decimal128Vector wide) {
      Decimal128Vector from = (Decimal128Vector) dictionary;
      gather(from.high(), codes, rows, count, wide.high());
      gather(from.low(), codes, rows, count, wide.low());
    } else if (target instanceof BooleanVector booleans) {
      long[] from = ((BooleanVector) dictionary).words();
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        Bits.put(booleans.words(), row, Bits.get(from, codes[row]));
      }
    } else {
      decodeBytes(source, rows, count, (BytesVector) target);
    }
    return target;
  }

  private static void gather(
      long[] values, int[] codes, int @Nullable [] rows, int count, long[] output) {
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[i] = values[codes[i]];
      }
    } else {
      for (int i = 0; i < count; i++) {
        output[rows[i]] = values[codes[rows[i]]];
      }
    }
  }

  private static void gather(
      int[] values, int[] codes, int @Nullable [] rows, int count, int[] output) {
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[i] = values[codes[i]];
      }
    } else {
      for (int i = 0; i < count; i++) {
        output[rows[i]] = values[codes[rows[i]]];
      }
    }
  }

  private static void gather(
      double[] values, int[] codes, int @Nullable [] rows, int count, double[] output) {
    if (rows == null) {
      for (int i = 0; i < count; i++) {
        output[i] = values[codes[i]];
      }
    } else {
      for (int i = 0; i < count; i++) {
        output[rows[i]] = values[codes[rows[i]]];
      }
    }
  }

  private static void decodeBytes(
      DictionaryVector source, int @Nullable [] rows, int count, BytesVector target) {
    BytesVector dictionary = (BytesVector) source.dictionary();
    int[] codes = source.codes();
    int next = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      while (next < row) {
        target.writeEmpty(next++);
      }
      if (source.isNull(row)) {
        target.writeEmpty(row);
      } else {
        int from = dictionary.offsets()[codes[row]];
        target.write(row, dictionary.data(), from, dictionary.offsets()[codes[row] + 1] - from);
      }
      next = row + 1;
    }
    while (next < source.length()) {
      target.writeEmpty(next++);
    }
  }
}
