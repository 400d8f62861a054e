package io.sluice.expression;

import org.jspecify.annotations.Nullable;

/** A function of the values of one row, in the form of {@link io.sluice.type.Literal#value()}. Stateless, thread-safe. */
@FunctionalInterface
public interface RowFunction {
  /**
   * The result for one row.
   *
   * @param arguments of the types the implementation names; used again for the next row
   * @return null for NULL
   * @throws io.sluice.error.SluiceException when the row has no result
   */
  @Nullable
  Object apply(@Nullable Object[] arguments);
}
