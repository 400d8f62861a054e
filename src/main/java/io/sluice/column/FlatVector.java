package io.sluice.column;

import io.sluice.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A vector whose values stand in arrays of their own, row by row, with validity words where there are NULLs.
 *
 * <p>To write one: {@link #reset()}, {@link #ensureCapacity(int)}, write into the arrays (or append), then {@link #setLength(int)}. Arrays
 * may be longer than the length, and are replaced when the capacity grows: take them again after {@link #ensureCapacity(int)}.
 */
public abstract sealed class FlatVector extends Vector
    permits BooleanVector, IntVector, LongVector, DoubleVector, Decimal128Vector, BytesVector {
  /** Overwrites vectors when they are recycled, so that a reader who comes too late reads nonsense. */
  static final boolean POISON = Boolean.getBoolean("sluice.debug.poison");

  private int length;
  private long @Nullable [] validity;
  private long @Nullable [] spareValidity;

  FlatVector(DataType type) {
    super(type);
  }

  /** An empty vector of the class that holds values of a type. */
  public static FlatVector create(DataType type, int capacity) {
    return switch (type.physicalType()) {
      case BIT -> new BooleanVector(capacity);
      case INT32 -> new IntVector(type, capacity);
      case INT64 -> new LongVector(type, capacity);
      case FLOAT64 -> new DoubleVector(type, capacity);
      case INT128 -> new Decimal128Vector(type, capacity);
      case BYTES -> new BytesVector(type, capacity);
    };
  }

  @Override
  public final int length() {
    return length;
  }

  /** Declares how many rows are written. */
  public final void setLength(int rows) {
    length = rows;
  }

  /** A set bit is a value, a clear bit is NULL; {@code null} when no row is NULL. At least {@code length} bits long. */
  public final long @Nullable [] validity() {
    return validity;
  }

  @Override
  public final boolean mayHaveNulls() {
    return validity != null;
  }

  @Override
  public final boolean isNull(int row) {
    return validity != null && !Bits.get(validity, row);
  }

  /** Makes a row NULL. The capacity must reach beyond it. Its value in the arrays stays defined but means nothing. */
  public final void setNull(int row) {
    Bits.clear(writableValidity(), row);
  }

  /** The validity words for writing, all rows of the capacity valid at first. */
  public final long[] writableValidity() {
    long[] words = validity;
    if (words == null) {
      int count = Bits.wordCount(Math.max(capacity(), 1));
      words =
          spareValidity != null && spareValidity.length >= count ? spareValidity : new long[count];
      Arrays.fill(words, -1L);
      validity = words;
      spareValidity = words;
    }
    return words;
  }

  /** Takes over the NULLs of another vector's first rows; {@code null} for none. The words are copied. */
  public final void copyValidity(long @Nullable [] words, int rows) {
    if (words == null) {
      validity = null;
      return;
    }
    System.arraycopy(words, 0, writableValidity(), 0, Bits.wordCount(rows));
  }

  /** Empties the vector and keeps its arrays. */
  public void reset() {
    if (POISON) {
      poison();
    }
    length = 0;
    validity = null;
  }

  /** Makes room for that many rows in all and keeps what is written. */
  public final void ensureCapacity(int rows) {
    if (rows > capacity()) {
      grow(Math.max(rows, Math.min(capacity(), Integer.MAX_VALUE / 2 - 8) * 2));
      long[] words = validity;
      if (words != null && words.length < Bits.wordCount(capacity())) {
        int old = words.length;
        words = Arrays.copyOf(words, Bits.wordCount(capacity()));
        Arrays.fill(words, old, words.length, -1L);
        validity = words;
        spareValidity = words;
      }
    }
  }

  /** Rows the arrays have room for. */
  public abstract int capacity();

  abstract void grow(int capacity);

  abstract void poison();

  /**
   * Appends rows of a vector of the same type and any encoding.
   *
   * @param rows row numbers of the source from {@code offset} on; -1 appends NULL
   */
  public final void appendRows(Vector source, int[] rows, int offset, int count) {
    if (count == 0) {
      return;
    }
    int start = length;
    ensureCapacity(start + count);
    FlatVector flat = source.flat();
    if (source instanceof DictionaryVector || source instanceof ConstantVector) {
      int[] mapped = new int[count];
      for (int i = 0; i < count; i++) {
        int row = rows[offset + i];
        mapped[i] = row < 0 || source.isNull(row) ? -1 : source.flatRow(row);
      }
      appendFlat(flat, mapped, 0, count);
    } else {
      appendFlat(flat, rows, offset, count);
    }
  }

  private void appendFlat(FlatVector source, int[] rows, int offset, int count) {
    int start = length;
    long[] valid = source.validity();
    boolean hasMissing = valid == null
        ? isAnyNegative(rows, offset, count) && markMissing(null, rows, offset, count)
        : markMissing(valid, rows, offset, count);
    gather(source, rows, offset, count, hasMissing);
    length = start + count;
  }

  private static boolean isAnyNegative(int[] rows, int offset, int count) {
    int signs = 0;
    for (int i = offset; i < offset + count; i++) {
      signs |= rows[i];
    }
    return signs < 0;
  }

  /** Makes rows NULL that are not there, or NULL in the source; answers whether there are any. */
  private boolean markMissing(long @Nullable [] valid, int[] rows, int offset, int count) {
    boolean hasMissing = false;
    for (int i = 0; i < count; i++) {
      int row = rows[offset + i];
      if (row < 0 || valid != null && !Bits.get(valid, row)) {
        hasMissing = true;
        setNull(length + i);
      }
    }
    return hasMissing;
  }

  /** Appends a run of consecutive rows of a vector of the same type and any encoding. */
  public final void appendRange(Vector source, int from, int count) {
    if (source instanceof FlatVector flat) {
      int start = length;
      ensureCapacity(start + count);
      if (flat.validity != null) {
        for (int i = 0; i < count; i++) {
          if (flat.isNull(from + i)) {
            setNull(start + i);
          }
        }
      }
      copyRange(flat, from, count);
      length = start + count;
    } else {
      int[] rows = new int[count];
      for (int i = 0; i < count; i++) {
        rows[i] = from + i;
      }
      appendRows(source, rows, 0, count);
    }
  }

  /** Appends one NULL row. */
  public final void appendNull() {
    int row = length;
    ensureCapacity(row + 1);
    setNull(row);
    writeDefault(row);
    length = row + 1;
  }

  /** Appends one row whose value is defined and means nothing, for a row that nobody counts. */
  public final void appendDefault() {
    int row = length;
    ensureCapacity(row + 1);
    writeDefault(row);
    length = row + 1;
  }

  /**
   * Writes one value in the form of {@link io.sluice.type.Literal#value()} at a row the vector has room for; of a {@link BytesVector} the rows before it must be
   * written. For conversions of single values, not for kernels over numbers.
   */
  public final void putValue(int row, Object value) {
    writeValue(row, value);
  }

  /** Appends one value in the form of {@link io.sluice.type.Literal#value()}. For constants and tests, not for kernels. */
  public final void appendValue(@Nullable Object value) {
    if (value == null) {
      appendNull();
    } else {
      int row = length;
      ensureCapacity(row + 1);
      writeValue(row, value);
      length = row + 1;
    }
  }

  /** Copies values of rows from {@code length()} on; negative or NULL rows get any defined value when {@code hasMissing}. */
  abstract void gather(FlatVector source, int[] rows, int offset, int count, boolean hasMissing);

  abstract void copyRange(FlatVector source, int from, int count);

  abstract void writeDefault(int row);

  abstract void writeValue(int row, Object value);

  @Override
  public final FlatVector flat() {
    return this;
  }

  @Override
  public final int flatRow(int row) {
    return row;
  }

  @Override
  public final @Nullable Object value(int row) {
    return isNull(row) ? null : valueAt(row);
  }

  abstract Object valueAt(int row);

  final long validityBytes() {
    return spareValidity == null ? 0 : 8L * spareValidity.length;
  }
}
