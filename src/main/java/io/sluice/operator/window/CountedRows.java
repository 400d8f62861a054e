package io.sluice.operator.window;

import io.sluice.column.BooleanVector;
import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.extension.AggregateImplementation;
import org.jspecify.annotations.Nullable;

/** Which rows an aggregate function sees: those that its filter lets through and, if it skips NULLs, that have all arguments. Owned by one driver. */
final class CountedRows {
  static final CountedRows NONE = new CountedRows(new FlatVector[0], null, false);

  private final FlatVector[] arguments;
  private final @Nullable FlatVector filter;
  private final boolean areNullsSkipped;

  private CountedRows(
      FlatVector[] arguments, @Nullable FlatVector filter, boolean areNullsSkipped) {
    this.arguments = arguments;
    this.filter = filter;
    this.areNullsSkipped = areNullsSkipped;
  }

  CountedRows(WindowCall call, AggregateImplementation implementation, WindowRows rows) {
    this(
        call.arguments().stream()
            .map(argument -> rows.column(argument.index()))
            .toArray(FlatVector[]::new),
        call.filter().map(column -> rows.column(column.index())).orElse(null),
        implementation.nulls() == AggregateImplementation.Nulls.SKIPPED);
  }

  Vector[] arguments() {
    return arguments.clone();
  }

  boolean isCounted(int row) {
    if (filter != null && (filter.isNull(row) || !((BooleanVector) filter).get(row))) {
      return false;
    }
    boolean isSkipped = false;
    for (int i = 0; areNullsSkipped && i < arguments.length; i++) {
      isSkipped |= arguments[i].isNull(row);
    }
    return !isSkipped;
  }
}
