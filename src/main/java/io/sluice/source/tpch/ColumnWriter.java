package io.sluice.source.tpch;

import io.sluice.column.Vector;

/** Takes one column's values of generated rows and makes vectors of them. Owned by one driver. */
interface ColumnWriter<E> {
  /** Starts a vector with room for that many rows; the vector made before is used again. */
  void begin(int capacity);

  /** Writes a row; rows come in order. */
  void write(int row, E entity);

  /** The vector of the rows written since {@link #begin}, borrowed until the next one. */
  Vector finish(int rowCount);
}
