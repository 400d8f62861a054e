package io.sluice.operator.aggregate.function;

import io.sluice.extension.AggregateAccumulator;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.extension.AggregateImplementation.Nulls;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Functions whose state is a number or two: of conditions, of bits, products. */
final class SimpleFunctions {
  private SimpleFunctions() {}

  static List<AggregateFunction> all() {
    return List.of(
        logical(
            "bool_and",
            List.of("every", "logical_and"),
            DataType.BOOLEAN,
            "Whether the condition is true for all rows in which it is not NULL.",
            memory -> new BooleanAccumulator(true, memory)),
        logical(
            "bool_or",
            List.of("logical_or"),
            DataType.BOOLEAN,
            "Whether the condition is true for a row.",
            memory -> new BooleanAccumulator(false, memory)),
        logical(
            "count_if",
            List.of("countif"),
            DataType.BIGINT,
            "The number of rows for which the condition is true; 0 when there is none.",
            memory -> new RowCountAccumulator(true, memory)),
        bits(
            BitAccumulator.Operator.AND,
            "bit_and",
            List.of("bitwise_and_agg"),
            "The bitwise AND of all values."),
        bits(
            BitAccumulator.Operator.OR,
            "bit_or",
            List.of("bitwise_or_agg"),
            "The bitwise OR of all values."),
        bits(
            BitAccumulator.Operator.XOR,
            "bit_xor",
            List.of("bitwise_xor_agg"),
            "The bitwise exclusive OR of all values."),
        product(false, "product", List.of(), "The product of all values, as DOUBLE."),
        product(
            true,
            "geometric_mean",
            List.of("geomean"),
            "The geometric mean: the n-th root of the product of n values."));
  }

  private static AggregateFunction logical(
      String name,
      List<String> aliases,
      DataType result,
      String description,
      Function<MemoryReservation, AggregateAccumulator> accumulators) {
    return new AggregateDefinition(
        name,
        aliases,
        List.of(name + "(condition)"),
        description,
        "",
        types -> types.equals(List.of(DataType.BOOLEAN))
            ? Optional.of(new AggregateImplementation(
                types, result, List.of(result), Nulls.SKIPPED, accumulators))
            : Optional.empty());
  }

  private static AggregateFunction bits(
      BitAccumulator.Operator operator, String name, List<String> aliases, String description) {
    return new AggregateDefinition(
        name, aliases, List.of(name + "(integer)"), description, "", types -> {
          return types.size() == 1 && types.get(0).isWholeNumber()
              ? Optional.of(new AggregateImplementation(
                  types,
                  types.get(0),
                  types,
                  Nulls.SKIPPED,
                  memory -> new BitAccumulator(operator, memory)))
              : Optional.empty();
        });
  }

  private static AggregateFunction product(
      boolean isMean, String name, List<String> aliases, String description) {
    return new AggregateDefinition(
        name, aliases, List.of(name + "(number)"), description, "", types -> {
          return types.size() == 1 && types.get(0).isNumeric()
              ? Optional.of(new AggregateImplementation(
                  List.of(DataType.DOUBLE),
                  DataType.DOUBLE,
                  List.of(DataType.BIGINT, DataType.DOUBLE),
                  Nulls.SKIPPED,
                  memory -> new ProductAccumulator(isMean, memory)))
              : Optional.empty();
        });
  }
}
