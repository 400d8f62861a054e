package io.sluice.extension;

import io.sluice.type.Literal;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is known of one column; estimates, never used for results. */
public record ColumnStatistics(
    OptionalDouble distinctCount,
    OptionalDouble nullFraction,
    Optional<Literal> min,
    Optional<Literal> max) {
  public static final ColumnStatistics UNKNOWN = new ColumnStatistics(
      OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());

  public static ColumnStatistics ofDistinctCount(double count) {
    return new ColumnStatistics(
        OptionalDouble.of(count), OptionalDouble.empty(), Optional.empty(), Optional.empty());
  }
}
