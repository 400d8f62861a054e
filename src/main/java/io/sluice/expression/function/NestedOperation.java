package io.sluice.expression.function;

import org.jspecify.annotations.Nullable;

/** A function of one row's values in the form of {@link io.sluice.type.Literal#value()}. */
public interface NestedOperation {
  /** The value; the array of arguments is used again for the next row. */
  @Nullable
  Object apply(@Nullable Object[] arguments);
}
