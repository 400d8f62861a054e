package io.sluice.extension;

import io.sluice.expression.ScalarImplementation;
import io.sluice.type.DataType;
import java.util.List;
import java.util.Optional;

/** A function of the values of one row. One object serves all queries of a node: stateless, thread-safe. */
public interface ScalarFunction {
  /** The name in SQL, in lower case; names are compared without case. */
  String name();

  /** Other names of the same function. */
  default List<String> aliases() {
    return List.of();
  }

  /** What it takes, a line for each form, for instance {@code lpad(text, length, fill)}. */
  List<String> signatures();

  /** What it computes, in a sentence. */
  String description();

  /** A call and its result, for instance {@code reverse('abc') is cba}; empty for none. */
  default String example() {
    return "";
  }

  /** Where the documentation lists it, for instance {@code text}. */
  default String category() {
    return "other";
  }

  /** Whether two calls with the same arguments may differ, so that none is computed ahead of the query: {@code random()}. */
  default boolean isVolatile() {
    return false;
  }

  /**
   * How to compute the function for arguments of some types; empty when it does not take them. The arguments are cast to the types that the implementation
   * names. Called by the planner, and on workers again with those types: it must always give the same for the same types.
   */
  Optional<ScalarImplementation> implementation(List<DataType> argumentTypes);
}
