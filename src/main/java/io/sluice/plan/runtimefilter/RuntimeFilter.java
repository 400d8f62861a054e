package io.sluice.plan.runtimefilter;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The keys of a join's build side, as far as a scan below its probe side needs them: rows whose key is none of them have no partner and may be left
 * out. It may let other rows pass, never the other way round. NULL is no key.
 *
 * <p>Keys are the values of columns that are kept in 32-bit or 64-bit integers. Immutable.
 */
public abstract sealed class RuntimeFilter permits BitmapFilter, BloomFilter {
  private static final byte BITMAP = 0;
  private static final byte BLOOM = 1;

  /** A bitmap with so few bits that the gaps between them are shorter. */
  private static final byte GAPS = 2;

  private static final int HEADER_BYTES = 1 + 3 * Long.BYTES;

  private final long min;
  private final long max;
  private final long keyCount;

  RuntimeFilter(long min, long max, long keyCount) {
    this.min = min;
    this.max = max;
    this.keyCount = keyCount;
  }

  /**
   * The filter of some keys.
   *
   * @param keys where the keys stand, {@code count} of them from {@code offset} on, {@code stride} apart; not kept
   * @param parts how many filters of about as many keys will be united with this one, itself included
   */
  public static RuntimeFilter of(long[] keys, int offset, int stride, int count, int parts) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = 0, at = offset; i < count; i++, at += stride) {
      min = Math.min(min, keys[at]);
      max = Math.max(max, keys[at]);
    }
    int bloomWords = BloomFilter.wordCount((long) count * parts);
    return BitmapFilter.fits(min, max, bloomWords)
        ? BitmapFilter.of(keys, offset, stride, count, min, max)
        : BloomFilter.of(keys, offset, stride, count, min, max, bloomWords);
  }

  /** The filter of no key. */
  public static RuntimeFilter empty() {
    return BitmapFilter.EMPTY;
  }

  /** Whether values of a type can be keys. */
  public static boolean supports(DataType type) {
    return switch (type.physicalType()) {
      case INT32, INT64 -> true;
      case BIT, FLOAT64, INT128, BYTES -> false;
    };
  }

  /** The filter of the keys of both. */
  public final RuntimeFilter union(RuntimeFilter other) {
    if (keyCount == 0) {
      return other;
    }
    if (other.keyCount == 0) {
      return this;
    }
    long least = Math.min(min, other.min);
    long greatest = Math.max(max, other.max);
    if (this instanceof BitmapFilter left && other instanceof BitmapFilter right) {
      int words = BloomFilter.wordCount(keyCount + other.keyCount);
      if (BitmapFilter.fits(least, greatest, words)) {
        return BitmapFilter.union(left, right);
      }
    }
    return BloomFilter.union(this, other, least, greatest);
  }

  /** The filter as bytes, for {@link #decode}. */
  public final byte[] encode() {
    Optional<byte[]> gaps = this instanceof BitmapFilter bitmap ? bitmap.gaps() : Optional.empty();
    if (gaps.isPresent()) {
      byte[] bytes = new byte[HEADER_BYTES + gaps.get().length];
      putHeader(bytes, GAPS).put(gaps.get());
      return bytes;
    }
    long[] words = words();
    byte[] bytes = new byte[HEADER_BYTES + words.length * Long.BYTES];
    putHeader(bytes, this instanceof BitmapFilter ? BITMAP : BLOOM)
        .asLongBuffer()
        .put(words);
    return bytes;
  }

  private ByteBuffer putHeader(byte[] bytes, byte kind) {
    return ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(kind)
        .putLong(min)
        .putLong(max)
        .putLong(keyCount);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException for other bytes
   */
  public static RuntimeFilter decode(byte[] encoded) {
    if (encoded.length < HEADER_BYTES) {
      throw new IllegalArgumentException("a runtime filter of " + encoded.length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    byte kind = bytes.get();
    long min = bytes.getLong();
    long max = bytes.getLong();
    long keyCount = bytes.getLong();
    return switch (kind) {
      case BITMAP -> BitmapFilter.of(min, max, keyCount, words(bytes));
      case BLOOM -> BloomFilter.of(min, max, keyCount, words(bytes));
      case GAPS -> BitmapFilter.ofGaps(min, max, keyCount, bytes);
      default -> throw new IllegalArgumentException("a runtime filter of kind " + kind);
    };
  }

  private static long[] words(ByteBuffer bytes) {
    if (bytes.remaining() % Long.BYTES != 0) {
      throw new IllegalArgumentException("a runtime filter with %d bytes behind its words"
          .formatted(bytes.remaining() % Long.BYTES));
    }
    long[] words = new long[bytes.remaining() / Long.BYTES];
    bytes.asLongBuffer().get(words);
    return words;
  }

  /** The least key; greater than {@link #max()} when there is none. */
  public final long min() {
    return min;
  }

  /** The greatest key. */
  public final long max() {
    return max;
  }

  /** How many keys it was made of, equal ones counted as often as they came. */
  public final long keyCount() {
    return keyCount;
  }

  /** Bytes on the heap. */
  public final long retainedBytes() {
    return (long) Long.BYTES * words().length;
  }

  abstract long[] words();

  /** False promises that the value is not a key. */
  public abstract boolean mayContain(long value);

  /** False promises that no value between two, both included, is a key. */
  public abstract boolean mayContainAny(long from, long to);

  /**
   * Selects the rows whose value may be a key, in order.
   *
   * @param from the first row
   * @param count how many rows to look at
   * @param selected takes the rows, counted from {@code from}
   * @return how many they are
   */
  public final int select(Vector values, int from, int count, int[] selected) {
    if (!values.mayHaveNulls()) {
      if (values instanceof LongVector longs) {
        return select(longs.values(), from, count, selected);
      }
      if (values instanceof IntVector ints) {
        return select(ints.values(), from, count, selected);
      }
    }
    FlatVector flat = values.flat();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int row = from + i;
      if (!values.isNull(row) && mayContain(value(flat, values.flatRow(row)))) {
        selected[kept++] = i;
      }
    }
    return kept;
  }

  private static long value(FlatVector vector, int row) {
    return vector instanceof LongVector longs
        ? longs.values()[row]
        : ((IntVector) vector).values()[row];
  }

  abstract int select(long[] values, int from, int count, int[] selected);

  abstract int select(int[] values, int from, int count, int[] selected);
}
