package io.sluice.extension;

import io.sluice.type.Literal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of one column; estimates, never used for results.
 *
 * @param histogram values in ascending order between any two neighbours of which equally many rows lie; none when that is not known
 */
public record ColumnStatistics(
    OptionalDouble distinctCount,
    OptionalDouble nullFraction,
    Optional<Literal> min,
    Optional<Literal> max,
    List<Literal> histogram) {
  public static final ColumnStatistics UNKNOWN = new ColumnStatistics(
      OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());

  public ColumnStatistics {
    histogram = List.copyOf(histogram);
  }

  /** Without a histogram. */
  public ColumnStatistics(
      OptionalDouble distinctCount,
      OptionalDouble nullFraction,
      Optional<Literal> min,
      Optional<Literal> max) {
    this(distinctCount, nullFraction, min, max, List.of());
  }

  public static ColumnStatistics ofDistinctCount(double count) {
    return new ColumnStatistics(
        OptionalDouble.of(count), OptionalDouble.empty(), Optional.empty(), Optional.empty());
  }
}
