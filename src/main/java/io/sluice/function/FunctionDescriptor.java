package io.sluice.function;

import java.util.List;

/**
 * What is told of a function.
 *
 * @param category where the documentation lists it
 * @param signatures how it is called, at least one
 * @param example a call and its result, or empty
 */
public record FunctionDescriptor(
    String name,
    List<String> aliases,
    Kind kind,
    String category,
    List<String> signatures,
    String description,
    String example) {
  /** What a function computes its result of. */
  public enum Kind {
    SCALAR,
    AGGREGATE,
    WINDOW,
    TABLE
  }

  public FunctionDescriptor {
    aliases = List.copyOf(aliases);
    signatures = List.copyOf(signatures);
  }
}
