package io.sluice.operator.sort;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.expression.SortField;
import io.sluice.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The first 64 bits of a row's key, the same for all batches of a stream: rows with different prefixes are in their unsigned order. A
 * field that may be NULL gives one bit to that.
 */
final class KeyPrefix {
  private static final long TOP_BIT = 1L << 63;

  private final boolean isNullable;
  private final boolean nullsFirst;
  private final boolean descending;
  private final boolean isExact;

  KeyPrefix(SortField field) {
    isNullable = field.expression().isNullable();
    nullsFirst = field.nullsFirst();
    descending = field.descending();
    isExact = isExact(field.expression().type(), isNullable);
  }

  private static boolean isExact(DataType type, boolean isNullable) {
    return switch (type.physicalType()) {
      case BIT, INT32 -> true;
      case INT64, FLOAT64 -> !isNullable;
      case INT128, BYTES -> false;
    };
  }

  /** The field from which on rows of equal prefixes are still to be compared. */
  int firstOpenField() {
    return isExact ? 1 : 0;
  }

  /**
   * Computes prefixes of the key's first column.
   *
   * @param rows the rows, or null for the first {@code count}
   */
  void compute(Vector key, int @Nullable [] rows, int count, long[] prefixes) {
    if (!isNullable && key instanceof LongVector longs) {
      long[] values = longs.values();
      long flip = descending ? -1L : 0L;
      for (int i = 0; i < count; i++) {
        prefixes[i] = NormalizedKey.ofLong(values[rows == null ? i : rows[i]]) ^ flip;
      }
    } else if (!isNullable && key instanceof IntVector ints) {
      int[] values = ints.values();
      long flip = descending ? -1L : 0L;
      for (int i = 0; i < count; i++) {
        prefixes[i] = NormalizedKey.ofInt(values[rows == null ? i : rows[i]]) ^ flip;
      }
    } else {
      for (int i = 0; i < count; i++) {
        prefixes[i] = of(key, rows == null ? i : rows[i]);
      }
    }
  }

  /** The prefix of one row. */
  long of(Vector key, int row) {
    if (isNullable && key.isNull(row)) {
      return nullsFirst ? 0 : -1L;
    }
    FlatVector flat = key.flat();
    long word = NormalizedKey.firstWord(flat, key.flatRow(row));
    if (descending) {
      word = ~word;
    }
    if (!isNullable) {
      return word;
    }
    return nullsFirst ? TOP_BIT | word >>> 1 : word >>> 1;
  }
}
