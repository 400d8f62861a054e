package io.sluice.column;

import static java.util.Objects.requireNonNull;

import io.sluice.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column for the rows of a batch: flat (arrays), by dictionary, or one constant for all rows.
 *
 * <p>Written by one driver; readable by any thread that got the batch through a safe hand-over as long as it is not recycled.
 */
public abstract sealed class Vector permits FlatVector, DictionaryVector, ConstantVector {
  private final DataType type;

  Vector(DataType type) {
    this.type = requireNonNull(type, "type");
  }

  public final DataType type() {
    return type;
  }

  /** The number of rows. */
  public abstract int length();

  /** False promises that no row is NULL; true promises nothing. */
  public abstract boolean mayHaveNulls();

  public abstract boolean isNull(int row);

  /** The value in the form of {@link io.sluice.type.Literal#value()}. For results, tests and messages; kernels read the arrays. */
  public abstract @Nullable Object value(int row);

  /** The flat vector that holds the value of a row, and where in it: see {@link #flatRow(int)}. */
  public abstract FlatVector flat();

  /** The row of {@link #flat()} at which the value of this row stands. Undefined for a NULL row. */
  public abstract int flatRow(int row);

  /** Bytes held on the heap. */
  public abstract long retainedBytes();
}
