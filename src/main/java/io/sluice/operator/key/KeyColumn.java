package io.sluice.operator.key;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import io.sluice.type.PhysicalType;
import io.sluice.type.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of one key column into words and back: equal words stand for equal values, and one word no value has stands for NULL, except for
 * 64-bit integers and UUIDs, whose NULL is told by {@link KeyEncoder}'s NULL words.
 *
 * <p>Words of key {@code i} begin at {@code words[i * stride + first]}.
 */
abstract sealed class KeyColumn
    permits KeyColumn.Ints,
        KeyColumn.Longs,
        KeyColumn.Doubles,
        KeyColumn.Booleans,
        KeyColumn.Decimals,
        BytesKeyColumn,
        PackedKeyColumn {
  /** Outside the range of INTEGER, DATE, BOOLEAN, DECIMAL of 18 digits, and the high word of DECIMAL of 38. */
  private static final long NULL_WORD = Long.MIN_VALUE;

  /** How many words a value takes. */
  static int wordCount(DataType type) {
    return type.physicalType() == PhysicalType.INT128 ? 2 : 1;
  }

  /** Whether NULL needs a bit beside the words. */
  static boolean needsNullBit(DataType type) {
    PhysicalType physical = type.physicalType();
    return type.kind() != TypeKind.DECIMAL
        && (physical == PhysicalType.INT64 || physical == PhysicalType.INT128);
  }

  /**
   * Encodes values of a vector.
   *
   * @param positions the row of each key, -1 for NULL; null for the rows 0 to {@code count - 1}, none of them NULL
   */
  abstract void encode(
      FlatVector source,
      int @Nullable [] positions,
      int count,
      long[] words,
      int first,
      int stride);

  /** Appends the values of keys to an output column. */
  abstract void decode(long[] words, int first, int stride, int count, FlatVector target);

  /** A column over the same dictionary that only finds, for another driver. */
  KeyColumn reader() {
    return this;
  }

  /** Forgets what was encoded. */
  void clear() {}

  static KeyColumn of(DataType type, MemoryReservation reservation) {
    return switch (type.physicalType()) {
      case BIT -> new Booleans();
      case INT32 -> new Ints();
      case INT64 -> new Longs(needsNullBit(type));
      case FLOAT64 -> new Doubles();
      case INT128 -> new Decimals(needsNullBit(type));
      case BYTES -> new BytesKeyColumn(new BytesDictionary(reservation), true);
    };
  }

  static final class Ints extends KeyColumn {
    @Override
    void encode(
        FlatVector source,
        int @Nullable [] positions,
        int count,
        long[] words,
        int first,
        int stride) {
      int[] values = ((IntVector) source).values();
      if (positions == null) {
        for (int i = 0; i < count; i++) {
          words[i * stride + first] = values[i];
        }
      } else {
        for (int i = 0; i < count; i++) {
          int position = positions[i];
          words[i * stride + first] = position < 0 ? NULL_WORD : values[position];
        }
      }
    }

    @Override
    void decode(long[] words, int first, int stride, int count, FlatVector target) {
      int start = target.length();
      target.ensureCapacity(start + count);
      int[] values = ((IntVector) target).values();
      for (int i = 0; i < count; i++) {
        long word = words[first + i * stride];
        values[start + i] = (int) word;
        if (word == NULL_WORD) {
          target.setNull(start + i);
        }
      }
      target.setLength(start + count);
    }
  }

  static final class Longs extends KeyColumn {
    private final boolean needsNullBit;

    Longs(boolean needsNullBit) {
      this.needsNullBit = needsNullBit;
    }

    @Override
    void encode(
        FlatVector source,
        int @Nullable [] positions,
        int count,
        long[] words,
        int first,
        int stride) {
      long[] values = ((LongVector) source).values();
      if (positions != null) {
        for (int i = 0; i < count; i++) {
          int position = positions[i];
          words[i * stride + first] = position < 0 ? NULL_WORD : values[position];
        }
      } else if (stride == 1) {
        System.arraycopy(values, 0, words, first, count);
      } else {
        for (int i = 0; i < count; i++) {
          words[i * stride + first] = values[i];
        }
      }
    }

    @Override
    void decode(long[] words, int first, int stride, int count, FlatVector target) {
      int start = target.length();
      target.ensureCapacity(start + count);
      long[] values = ((LongVector) target).values();
      for (int i = 0; i < count; i++) {
        long word = words[first + i * stride];
        values[start + i] = word;
        if (word == NULL_WORD && !needsNullBit) {
          target.setNull(start + i);
        }
      }
      target.setLength(start + count);
    }
  }

  /** Bits of the value with one zero and one NaN. */
  static final class Doubles extends KeyColumn {
    private static final long NULL_NAN = 0x7FF8000000000001L;

    @Override
    void encode(
        FlatVector source,
        int @Nullable [] positions,
        int count,
        long[] words,
        int first,
        int stride) {
      double[] values = ((DoubleVector) source).values();
      for (int i = 0; i < count; i++) {
        int position = positions == null ? i : positions[i];
        // Adding 0.0 turns -0.0 into 0.0 and leaves all else as it is.
        words[i * stride + first] =
            position < 0 ? NULL_NAN : Double.doubleToLongBits(values[position] + 0.0);
      }
    }

    @Override
    void decode(long[] words, int first, int stride, int count, FlatVector target) {
      int start = target.length();
      target.ensureCapacity(start + count);
      double[] values = ((DoubleVector) target).values();
      for (int i = 0; i < count; i++) {
        long word = words[first + i * stride];
        values[start + i] = Double.longBitsToDouble(word);
        if (word == NULL_NAN) {
          target.setNull(start + i);
        }
      }
      target.setLength(start + count);
    }
  }

  static final class Booleans extends KeyColumn {
    @Override
    void encode(
        FlatVector source,
        int @Nullable [] positions,
        int count,
        long[] words,
        int first,
        int stride) {
      long[] bits = ((BooleanVector) source).words();
      for (int i = 0; i < count; i++) {
        int position = positions == null ? i : positions[i];
        words[i * stride + first] =
            position < 0 ? NULL_WORD : bits[position >>> 6] >>> position & 1L;
      }
    }

    @Override
    void decode(long[] words, int first, int stride, int count, FlatVector target) {
      int start = target.length();
      target.ensureCapacity(start + count);
      long[] bits = ((BooleanVector) target).words();
      for (int i = 0; i < count; i++) {
        long word = words[first + i * stride];
        Bits.put(bits, start + i, word == 1);
        if (word == NULL_WORD) {
          target.setNull(start + i);
        }
      }
      target.setLength(start + count);
    }
  }

  /** The high word, then the low one. */
  static final class Decimals extends KeyColumn {
    private final boolean needsNullBit;

    Decimals(boolean needsNullBit) {
      this.needsNullBit = needsNullBit;
    }

    @Override
    void encode(
        FlatVector source,
        int @Nullable [] positions,
        int count,
        long[] words,
        int first,
        int stride) {
      long[] high = ((Decimal128Vector) source).high();
      long[] low = ((Decimal128Vector) source).low();
      for (int i = 0; i < count; i++) {
        int position = positions == null ? i : positions[i];
        words[i * stride + first] = position < 0 ? NULL_WORD : high[position];
        words[i * stride + first + 1] = position < 0 ? 0 : low[position];
      }
    }

    @Override
    void decode(long[] words, int first, int stride, int count, FlatVector target) {
      int start = target.length();
      target.ensureCapacity(start + count);
      long[] high = ((Decimal128Vector) target).high();
      long[] low = ((Decimal128Vector) target).low();
      for (int i = 0; i < count; i++) {
        high[start + i] = words[first + i * stride];
        low[start + i] = words[first + i * stride + 1];
        if (high[start + i] == NULL_WORD && !needsNullBit) {
          target.setNull(start + i);
        }
      }
      target.setLength(start + count);
    }
  }
}
