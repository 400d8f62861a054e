package io.sluice.expression;

import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a scalar function is computed for arguments of some types: a vectorised kernel where speed matters, or row by row. Immutable.
 *
 * @param parameterTypes what the arguments are cast to, one for each
 * @param resultType the type of the result
 * @param nulls what a NULL argument does
 * @param kernels makes a kernel for one driver, or null when the function is computed row by row
 * @param rows the function of one row, or null when there is a kernel
 */
public record ScalarImplementation(
    List<DataType> parameterTypes,
    DataType resultType,
    Nulls nulls,
    @Nullable Supplier<ScalarKernel> kernels,
    @Nullable RowFunction rows) {
  /** What a NULL argument does. */
  public enum Nulls {
    /** The result is NULL, and never otherwise. */
    STRICT,
    /** The result is NULL, and may be for other arguments too. */
    NULLABLE,
    /** The function is given the NULL. */
    SEEN
  }

  public ScalarImplementation {
    parameterTypes = List.copyOf(parameterTypes);
    if ((kernels == null) == (rows == null)) {
      throw new IllegalArgumentException("a function is computed by a kernel or by rows");
    }
    if (kernels != null && nulls != Nulls.STRICT) {
      throw new IllegalArgumentException("a kernel never sees a NULL nor gives one");
    }
  }

  /** Computed by a kernel, NULL where an argument is. */
  public static ScalarImplementation ofKernel(
      List<DataType> parameterTypes, DataType resultType, Supplier<ScalarKernel> kernels) {
    return new ScalarImplementation(parameterTypes, resultType, Nulls.STRICT, kernels, null);
  }

  /** Computed row by row. */
  public static ScalarImplementation ofRows(
      List<DataType> parameterTypes, DataType resultType, Nulls nulls, RowFunction rows) {
    return new ScalarImplementation(parameterTypes, resultType, nulls, null, rows);
  }
}
