package io.sluice.function.nested;

import static io.sluice.function.nested.Elements.list;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.AggregateAccumulator;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.extension.GroupedRows;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.memory.MemoryPool;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.aggregate.AggregateFunctions;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Aggregate functions over the elements of an ARRAY: {@code list_median(list)}, which is {@code list_aggregate(list, 'median')}. One row's elements are one group. */
public final class ListAggregates {
  private static final String PREFIX = "list_";
  private static final List<String> NAMES = List.of(
      "any_value",
      "bit_and",
      "bit_or",
      "bit_xor",
      "bool_and",
      "bool_or",
      "entropy",
      "first",
      "geometric_mean",
      "histogram",
      "kurtosis",
      "kurtosis_pop",
      "last",
      "mad",
      "median",
      "mode",
      "product",
      "quantile_cont",
      "quantile_disc",
      "sem",
      "skewness",
      "stddev_pop",
      "stddev_samp",
      "string_agg",
      "var_pop",
      "var_samp");

  /** What accumulators take is given back before a row ends. */
  private static final MemoryPool MEMORY = new MemoryPool(Long.MAX_VALUE);

  private ListAggregates() {}

  static List<ScalarFunction> all() {
    return NAMES.stream()
        .map(name -> define(AggregateFunctions.BUILTIN.find(name).orElseThrow()))
        .toList();
  }

  /** The name of the function that aggregates elements, for a name or alias of an aggregate function; empty when there is none. */
  public static Optional<String> nameOf(String aggregate) {
    return AggregateFunctions.BUILTIN
        .find(aggregate)
        .map(function -> PREFIX + function.name())
        .or(() -> aggregate.equalsIgnoreCase("approx_count_distinct")
            ? Optional.of("list_unique")
            : Optional.empty());
  }

  private static ScalarFunction define(AggregateFunction function) {
    String name = PREFIX + function.name();
    boolean hasArgument =
        function.name().startsWith("quantile") || function.name().equals("string_agg");
    String signature = hasArgument ? name + "(array, argument)" : name + "(array)";
    return ScalarDefinition.named("arrays", name, "array_" + function.name())
        .says(
            "What the aggregate function %s gives for the elements.".formatted(function.name()), "")
        .form(signature, types -> implementation(function, types))
        .build();
  }

  private static Optional<ScalarImplementation> implementation(
      AggregateFunction function, List<DataType> types) {
    if (types.isEmpty() || !(types.get(0) instanceof ArrayType array)) {
      return Optional.empty();
    }
    List<DataType> arguments = new ArrayList<>(types);
    arguments.set(0, array.element());
    return function.implementation(arguments).map(aggregate -> {
      List<DataType> parameters = new ArrayList<>(aggregate.argumentTypes());
      parameters.set(0, DataType.array(parameters.get(0)));
      return ScalarImplementation.ofRows(
          parameters,
          aggregate.resultType(),
          Nulls.NULLABLE,
          row -> aggregate(aggregate, list(row, 0), row));
    });
  }

  /** The aggregate of a list, with the same other arguments for each element. */
  private static @Nullable Object aggregate(
      AggregateImplementation aggregate, List<?> elements, @Nullable Object[] row) {
    Vector[] columns = new Vector[row.length];
    int count = 0;
    for (int i = 0; i < row.length; i++) {
      FlatVector column =
          FlatVector.create(aggregate.argumentTypes().get(i), Math.max(1, elements.size()));
      count = 0;
      for (Object element : elements) {
        if (element != null || aggregate.nulls() == AggregateImplementation.Nulls.KEPT) {
          column.appendValue(i == 0 ? element : row[i]);
          count++;
        }
      }
      columns[i] = column;
    }
    try (MemoryReservation reservation = MEMORY.reserve("list aggregate")) {
      AggregateAccumulator accumulator = aggregate.newAccumulator(reservation);
      accumulator.ensureGroups(1);
      if (count > 0) {
        accumulator.update(new GroupedRows().set(null, null, count), columns);
      }
      FlatVector result = FlatVector.create(aggregate.resultType(), 1);
      accumulator.write(0, 1, result);
      return result.value(0);
    }
  }
}
