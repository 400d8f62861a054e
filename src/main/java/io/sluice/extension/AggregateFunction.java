package io.sluice.extension;

import io.sluice.type.DataType;
import java.util.List;
import java.util.Optional;

/**
 * A function over the rows of a group. One object serves all queries of a node: stateless, thread-safe. The state of a query lives in the
 * {@link AggregateAccumulator}s that {@link AggregateImplementation#newAccumulator} makes.
 *
 * <p>FILTER, DISTINCT and ORDER BY are the engine's business: it leaves rows out and brings them in the order that was asked for.
 */
public interface AggregateFunction {
  /** The name in SQL, in lower case; names are compared without case. */
  String name();

  /** Other names of the same function. */
  default List<String> aliases() {
    return List.of();
  }

  /** What it takes, a line for each form, for instance {@code min_by(value, key)}. */
  List<String> signatures();

  /** What it computes, in a sentence. */
  String description();

  /** A call and its result, for instance {@code median(x) over 1, 2, 4 is 2.0}; empty for none. */
  default String example() {
    return "";
  }

  /**
   * How to compute the function for arguments of some types; empty when it does not take them. Called by the planner, and on workers again: it must always
   * give the same for the same types.
   */
  Optional<AggregateImplementation> implementation(List<DataType> argumentTypes);
}
