package io.sluice.expression.cast;

import io.sluice.type.DataType;

/** The ranges of the types of whole numbers. */
final class WholeNumbers {
  private WholeNumbers() {}

  static int bits(DataType type) {
    return switch (type.kind()) {
      case TINYINT -> Byte.SIZE;
      case SMALLINT -> Short.SIZE;
      case INTEGER -> Integer.SIZE;
      case BIGINT -> Long.SIZE;
      default -> throw new IllegalArgumentException(type + " has no whole numbers");
    };
  }

  static boolean fits(long value, DataType type) {
    int shift = Long.SIZE - bits(type);
    return value << shift >> shift == value;
  }
}
