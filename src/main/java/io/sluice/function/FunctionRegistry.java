package io.sluice.function;

import io.sluice.extension.AggregateFunction;
import io.sluice.extension.Extensions;
import io.sluice.extension.ScalarFunction;
import io.sluice.operator.aggregate.AggregateFunctions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * All functions of a node.
 *
 * @param scalar of the values of a row
 * @param aggregate of the rows of a group
 */
public record FunctionRegistry(ScalarFunctions scalar, AggregateFunctions aggregate) {
  /** The engine's own. */
  public static final FunctionRegistry BUILTIN =
      new FunctionRegistry(ScalarFunctions.BUILTIN, AggregateFunctions.BUILTIN);

  /** The engine's own and those of extensions. */
  public static FunctionRegistry of(Extensions extensions) {
    return new FunctionRegistry(
        new ScalarFunctions(extensions.scalarFunctions()),
        new AggregateFunctions(extensions.aggregateFunctions()));
  }

  /** What the documentation and SHOW FUNCTIONS tell of every function, by category and name. */
  public List<FunctionDescriptor> descriptors() {
    List<FunctionDescriptor> all = new ArrayList<>();
    for (ScalarFunction function : scalar.all()) {
      all.add(new FunctionDescriptor(
          function.name(),
          function.aliases(),
          FunctionDescriptor.Kind.SCALAR,
          function.category(),
          function.signatures(),
          function.description(),
          function.example()));
    }
    all.addAll(SyntaxFunctions.ALL);
    for (AggregateFunction function : aggregate.all()) {
      all.add(new FunctionDescriptor(
          function.name().toLowerCase(Locale.ROOT),
          function.aliases(),
          FunctionDescriptor.Kind.AGGREGATE,
          "aggregates",
          function.signatures(),
          function.description(),
          function.example()));
    }
    all.sort(Comparator.comparing(FunctionDescriptor::kind)
        .thenComparing(FunctionDescriptor::category)
        .thenComparing(FunctionDescriptor::name));
    return all;
  }
}
