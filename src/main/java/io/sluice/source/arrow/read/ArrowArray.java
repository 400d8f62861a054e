package io.sluice.source.arrow.read;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The values of a field in one message, as they stand in its buffers. Its lengths and offsets were checked when it was made; a value that its type does not hold is an
 * {@link IllegalArgumentException} when it is read. Thread-safe.
 */
public abstract sealed class ArrowArray
    permits NullArray,
        BooleanArray,
        NumberArray,
        FloatArray,
        DecimalArray,
        TimeArray,
        IntervalArray,
        UuidArray,
        BytesArray,
        FixedBytesArray,
        ListArray,
        MapArray,
        StructArray,
        DictionaryArray {
  private static final int BYTES_PER_VALUE = 16;

  private final ArrowField field;
  private final int length;
  private final @Nullable ByteBuffer validity;

  /**
   * An array.
   *
   * @param validity a bit for each value; null when none is NULL
   */
  ArrowArray(ArrowField field, int length, @Nullable ByteBuffer validity) {
    this.field = field;
    this.length = length;
    this.validity = validity;
  }

  final ArrowField field() {
    return field;
  }

  final int length() {
    return length;
  }

  final boolean isNull(int row) {
    return validity != null && !BitReader.get(validity, row);
  }

  /** About how many bytes some values take in a vector. */
  public long bytes(int from, int count) {
    return (long) BYTES_PER_VALUE * count;
  }

  /**
   * Some values as a vector.
   *
   * @param target of the field's type, whose values are overwritten; the result may be another one
   */
  public Vector read(FlatVector target, int from, int count) {
    readFlat(target, from, count);
    return target;
  }

  /** Overwrites a vector with some values. */
  final void readFlat(FlatVector target, int from, int count) {
    target.reset();
    target.ensureCapacity(count);
    readValues(target, from, count);
    readValidity(target, from, count);
    target.setLength(count);
  }

  /** Writes values into a vector that has room for them. What it writes at NULL rows means nothing; those of a vector of bytes must be written all the same. */
  abstract void readValues(FlatVector target, int from, int count);

  private void readValidity(FlatVector target, int from, int count) {
    ByteBuffer bits = validity;
    if (bits != null && BitReader.count(bits, from, count) < count) {
      BitReader.and(bits, from, count, target.writableValidity());
    }
  }

  static IllegalArgumentException invalid(int row, String what) {
    return new IllegalArgumentException("row " + row + " " + what);
  }
}
