package io.sluice.source.parquet.write;

import io.sluice.column.FlatVector;
import org.jspecify.annotations.Nullable;

/** The values of one column of the row group that is being filled, NULLs left out. Owned by one thread. */
abstract sealed class ChunkValues permits BooleanValues, NumberValues, WideValues, BytesValues {
  /**
   * Appends values that are not NULL.
   *
   * @param rows where they stand in the source, {@code count} of them
   * @param isDictionary whether many rows may name the same place of the source, which does not change
   */
  abstract void append(FlatVector source, int[] rows, int count, boolean isDictionary);

  /** Appends consecutive values, none of them NULL. */
  abstract void appendRange(FlatVector source, int from, int count);

  abstract int count();

  /** Bytes of the PLAIN encoding, about. */
  abstract long plainBytes();

  /** Forgets all values. */
  abstract void clear();

  /** Codes of all values, when a dictionary makes the chunk smaller; otherwise null. To be asked once, before values are written. */
  abstract @Nullable ValueDictionary dictionary();

  /** Where a page must end that begins at a value: at most {@code end}, behind the first value at least. */
  abstract int pageEnd(int from, int end, int maxBytes);

  abstract void writePlain(int from, int to, ByteOutput output);

  /** The bounds of some values; null when there are none, or one is NaN. */
  abstract @Nullable Bounds bounds(int from, int to);
}
