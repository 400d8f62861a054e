package io.sluice.expression;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.column.BytesVector;
import io.sluice.column.ConstantVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * 64-bit hashes of key columns.
 *
 * <ul>
 *   <li>Rows that are equal, NULLs among them, have equal hashes, whatever the encoding of their vectors, in every process and JVM. The
 *       types of the columns must be equal; -0.0 equals 0.0, and all NaNs are one value.
 *   <li>All bits are mixed. {@link #partition} uses the high 32 bits; the low bits stay independent of it, for hash tables.
 *   <li>The value of a dictionary is hashed once while its dictionary stays the same.
 * </ul>
 *
 * <p>Owned by one driver.
 */
public final class RowHasher {
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long NULL_CODE = 0x6A09E667F3BCC909L;

  private final DictionaryCodes[] dictionaries;

  /**
   * @param columnCount how many columns a key has; may be 0, then all rows are equal
   */
  public RowHasher(int columnCount) {
    dictionaries = new DictionaryCodes[columnCount];
    Arrays.setAll(dictionaries, column -> new DictionaryCodes());
  }

  /**
   * Hashes keys.
   *
   * @param keys the key columns, all of one length
   * @param rows the rows to hash, or null for the first {@code count}
   * @param hashes takes the hash of {@code rows[i]} at {@code i}; at least {@code count} long
   */
  public void hash(Vector[] keys, int @Nullable [] rows, int count, long[] hashes) {
    Arrays.fill(hashes, 0, count, SEED);
    for (int column = 0; column < keys.length; column++) {
      Vector key = keys[column];
      if (key instanceof DictionaryVector dictionary) {
        addDictionary(dictionary, dictionaries[column], rows, count, hashes);
      } else if (key instanceof ConstantVector constant) {
        addConstant(code(constant.flat(), 0), count, hashes);
      } else {
        addFlat(key.flat(), rows, count, hashes);
      }
    }
  }

  /** The partition of a hash, 0 to {@code partitionCount - 1}. */
  public static int partition(long hash, int partitionCount) {
    return (int) ((hash >>> 32) * partitionCount >>> 32);
  }

  private static void addFlat(FlatVector key, int @Nullable [] rows, int count, long[] hashes) {
    if (key instanceof LongVector longs) {
      addLongs(longs.values(), key.validity(), rows, count, hashes);
    } else if (key instanceof IntVector ints) {
      addInts(ints.values(), key.validity(), rows, count, hashes);
    } else {
      for (int i = 0; i < count; i++) {
        hashes[i] = combine(hashes[i], code(key, rows == null ? i : rows[i]));
      }
    }
  }

  private static void addLongs(
      long[] values, long @Nullable [] validity, int @Nullable [] rows, int count, long[] hashes) {
    if (rows == null && validity == null) {
      for (int i = 0; i < count; i++) {
        hashes[i] = combine(hashes[i], HashMixing.mix(values[i]));
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      long code =
          validity == null || Bits.get(validity, row) ? HashMixing.mix(values[row]) : NULL_CODE;
      hashes[i] = combine(hashes[i], code);
    }
  }

  private static void addInts(
      int[] values, long @Nullable [] validity, int @Nullable [] rows, int count, long[] hashes) {
    if (rows == null && validity == null) {
      for (int i = 0; i < count; i++) {
        hashes[i] = combine(hashes[i], HashMixing.mix(values[i]));
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      long code =
          validity == null || Bits.get(validity, row) ? HashMixing.mix(values[row]) : NULL_CODE;
      hashes[i] = combine(hashes[i], code);
    }
  }

  private static void addConstant(long code, int count, long[] hashes) {
    for (int i = 0; i < count; i++) {
      hashes[i] = combine(hashes[i], code);
    }
  }

  private static void addDictionary(
      DictionaryVector key,
      DictionaryCodes known,
      int @Nullable [] rows,
      int count,
      long[] hashes) {
    long[] entryCodes = known.of(key.dictionary());
    int[] entries = key.codes();
    long[] validity = key.validity();
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      long code = NULL_CODE;
      if (validity == null || Bits.get(validity, row)) {
        int entry = entries[row];
        code = entryCodes[entry];
        if (code == 0) {
          code = code(key.dictionary(), entry);
          entryCodes[entry] = code;
        }
      }
      hashes[i] = combine(hashes[i], code);
    }
  }

  /** The hash of one value of one column. */
  private static long code(FlatVector vector, int row) {
    if (vector.isNull(row)) {
      return NULL_CODE;
    }
    if (vector instanceof BytesVector bytes) {
      int start = bytes.offsets()[row];
      return HashMixing.hash(bytes.data(), start, bytes.offsets()[row + 1] - start);
    } else if (vector instanceof LongVector longs) {
      return HashMixing.mix(longs.values()[row]);
    } else if (vector instanceof IntVector ints) {
      return HashMixing.mix(ints.values()[row]);
    } else if (vector instanceof DoubleVector doubles) {
      // Adding 0.0 makes 0.0 of -0.0; doubleToLongBits knows one NaN.
      return HashMixing.mix(Double.doubleToLongBits(doubles.values()[row] + 0.0));
    } else if (vector instanceof Decimal128Vector decimals) {
      return HashMixing.mix(decimals.low()[row] ^ HashMixing.mix(decimals.high()[row]));
    } else {
      return HashMixing.mix(((BooleanVector) vector).get(row) ? 1 : 0);
    }
  }

  /** Invertible in the code, so that a key of one 64-bit column never collides. */
  private static long combine(long hash, long code) {
    long mixed = (Long.rotateLeft(hash, 25) ^ code) * SEED;
    return mixed ^ mixed >>> 32;
  }

  /** Hashes of the entries of the dictionary seen last; 0 where none was computed yet. */
  private static final class DictionaryCodes {
    private @Nullable FlatVector dictionary;
    private long[] codes = new long[0];

    long[] of(FlatVector current) {
      if (dictionary != current || codes.length < current.length()) {
        if (codes.length < current.length()) {
          codes = new long[current.length()];
        } else {
          Arrays.fill(codes, 0);
        }
        dictionary = current;
      }
      return codes;
    }
  }
}
