package io.sluice.operator.key;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * An integer of up to 32 bits, or a BOOLEAN, in some bits of a word that other columns share. A column that may be NULL has one bit more: then the bits are
 * zero for NULL, and one more than the value, counted from the least one of its type, otherwise. Encoding expects the bits to be zero.
 */
final class PackedKeyColumn extends KeyColumn {
  private final DataType type;
  private final int shift;
  private final long mask;
  private final long offset;
  private final boolean isNullable;
  private int[] values = new int[0];

  PackedKeyColumn(DataType type, boolean isNullable, int shift) {
    this.type = type;
    this.isNullable = isNullable;
    this.shift = shift;
    int bits = KeyLayout.packedBits(type);
    mask = (1L << (isNullable ? bits + 1 : bits)) - 1;
    offset = (bits == 1 ? 0 : 1L << (bits - 1)) + (isNullable ? 1 : 0);
  }

  @Override
  void encode(
      FlatVector source,
      int @Nullable [] positions,
      int count,
      long[] words,
      int first,
      int stride) {
    int[] numbers = numbers(source);
    // Where no NULL is said to be, one is found out as well.
    long nullCode = isNullable ? 0 : -1;
    long outside = 0;
    if (positions == null) {
      for (int i = 0; i < count; i++) {
        long code = numbers[i] + offset;
        outside |= code & ~mask;
        words[i * stride + first] |= code << shift;
      }
    } else {
      for (int i = 0; i < count; i++) {
        int position = positions[i];
        long code = position < 0 ? nullCode : numbers[position] + offset;
        outside |= code & ~mask;
        words[i * stride + first] |= code << shift;
      }
    }
    if (outside != 0) {
      throw new SluiceException(
          ErrorCode.INVALID_FILE,
          "A key is not a value of its type %s; is the file that it comes from damaged?"
              .formatted(type));
    }
  }

  private int[] numbers(FlatVector source) {
    if (source instanceof IntVector ints) {
      return ints.values();
    }
    long[] bits = ((BooleanVector) source).words();
    int length = source.length();
    if (values.length < length) {
      values = new int[length];
    }
    for (int i = 0; i < length; i++) {
      values[i] = Bits.get(bits, i) ? 1 : 0;
    }
    return values;
  }

  @Override
  void decode(long[] words, int first, int stride, int count, FlatVector target) {
    int start = target.length();
    target.ensureCapacity(start + count);
    for (int i = 0; i < count; i++) {
      long code = words[first + i * stride] >>> shift & mask;
      if (isNullable && code == 0) {
        target.setNull(start + i);
      }
      int value = (int) (code - offset);
      if (target instanceof IntVector ints) {
        ints.values()[start + i] = value;
      } else {
        ((BooleanVector) target).put(start + i, value == 1);
      }
    }
    target.setLength(start + count);
  }
}
