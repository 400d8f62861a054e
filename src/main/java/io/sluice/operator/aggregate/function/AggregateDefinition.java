package io.sluice.operator.aggregate.function;

import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.type.DataType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A function as its name, its documentation and how it is computed. */
record AggregateDefinition(
    String name,
    List<String> aliases,
    List<String> signatures,
    String description,
    String example,
    Function<List<DataType>, Optional<AggregateImplementation>> implementations)
    implements AggregateFunction {
  @Override
  public Optional<AggregateImplementation> implementation(List<DataType> argumentTypes) {
    return implementations.apply(argumentTypes);
  }

  /** The same function by the name it has in plans. */
  @Override
  public String toString() {
    return name;
  }
}
