package io.sluice.operator.aggregate.function;

import io.sluice.extension.AggregateAccumulator;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.extension.AggregateImplementation.Nulls;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Functions that need all values of a group at once. */
final class CollectingFunctions {
  private static final String PERCENTILE_CONT = "percentile_cont";
  private static final String PERCENTILE_DISC = "percentile_disc";

  private CollectingFunctions() {}

  static List<AggregateFunction> all() {
    return List.of(
        new AggregateDefinition(
            "median",
            List.of("approx_median"),
            List.of("median(number)"),
            "The value in the middle, between two values the average of both, as DOUBLE.",
            "median(x) over 1, 2, 4, 8 is 3.0",
            types -> types.size() == 1 ? continuous(types) : Optional.empty()),
        new AggregateDefinition(
            "quantile_cont",
            List.of(),
            List.of("quantile_cont(number, fraction)", "quantile_cont(number, fractions)"),
            "The value below which a fraction of the values lie, interpolated, as DOUBLE; an array of them for an array of fractions.",
            "quantile_cont(x, 0.25) over 1, 2 is 1.25",
            types -> types.size() == 2 ? continuous(types) : Optional.empty()),
        new AggregateDefinition(
            "quantile_disc",
            List.of("quantile", "approx_quantile", "approx_percentile"),
            List.of("quantile_disc(value, fraction)", "quantile_disc(value, fractions)"),
            "The least of the values at or below which at least a fraction of the values are. An array of them for an array of fractions. It is exact by its approximate names too.",
            "quantile_disc(x, 0.5) over 1, 2, 4, 8 is 2",
            types -> types.size() == 2 ? discrete(types) : Optional.empty()),
        new AggregateDefinition(
            PERCENTILE_CONT,
            List.of(),
            List.of("percentile_cont(fraction) WITHIN GROUP (ORDER BY number)"),
            "The value before which a fraction of the values are in the order, interpolated, as DOUBLE.",
            "percentile_cont(0.25) WITHIN GROUP (ORDER BY x) over 1, 2 is 1.25",
            types -> types.size() == 3 ? continuous(types) : Optional.empty()),
        new AggregateDefinition(
            PERCENTILE_DISC,
            List.of(),
            List.of("percentile_disc(fraction) WITHIN GROUP (ORDER BY value)"),
            "The first value in the order up to which at least a fraction of the values are.",
            "percentile_disc(0.5) WITHIN GROUP (ORDER BY x) over 1, 2, 4, 8 is 2",
            types -> types.size() == 3 ? discrete(types) : Optional.empty()),
        new AggregateDefinition(
            "mode",
            List.of(),
            List.of("mode(value)", "mode() WITHIN GROUP (ORDER BY value)"),
            "The value that is there most often; of several the first in the order, the least where there is none.",
            "mode(x) over 1, 2, 2 is 2",
            types -> types.size() == 1 || types.size() == 2 && types.get(1).equals(DataType.BOOLEAN)
                ? whole(types, types.get(0), memory -> new ModeAccumulator(false, types, memory))
                : Optional.empty()),
        new AggregateDefinition(
            "entropy",
            List.of(),
            List.of("entropy(value)"),
            "The entropy of how often the values are there, in bits.",
            "entropy(x) over 1, 2 is 1.0",
            types -> types.size() == 1
                ? whole(types, DataType.DOUBLE, memory -> new ModeAccumulator(true, types, memory))
                : Optional.empty()),
        new AggregateDefinition(
            "mad",
            List.of(),
            List.of("mad(number)"),
            "The median of the distances from the median, as DOUBLE.",
            "mad(x) over 1, 2, 4, 8 is 1.5",
            types -> types.size() == 1 && types.get(0).isNumeric()
                ? whole(List.of(DataType.DOUBLE), DataType.DOUBLE, DeviationAccumulator::new)
                : Optional.empty()),
        new AggregateDefinition(
            "array_agg",
            List.of("list"),
            List.of("array_agg(value)"),
            "All values, also those that are NULL, in an array in the order of ORDER BY; NULL of no rows.",
            "array_agg(x ORDER BY x) over 1, 2, 4, 8 is [1, 2, 4, 8]",
            types -> types.size() == 1
                ? Optional.of(new AggregateImplementation(
                    types,
                    DataType.array(types.get(0)),
                    List.of(),
                    Nulls.KEPT,
                    memory -> new ListAccumulator(types.get(0), memory)))
                : Optional.empty()),
        new AggregateDefinition(
            "histogram",
            List.of(),
            List.of("histogram(value)"),
            "How often each value is there, as a MAP of values to counts.",
            "",
            types -> types.size() == 1
                ? whole(
                    types,
                    DataType.map(types.get(0), DataType.BIGINT),
                    memory -> new HistogramAccumulator(types.get(0), memory))
                : Optional.empty()),
        text("string_agg", List.of("group_concat"), ","),
        text("listagg", List.of(), ""));
  }

  private static Optional<AggregateImplementation> continuous(List<DataType> types) {
    if (!types.get(0).isNumeric()) {
      return Optional.empty();
    }
    return quantile(true, DataType.DOUBLE, DataType.DOUBLE, types);
  }

  private static Optional<AggregateImplementation> discrete(List<DataType> types) {
    return quantile(false, types.get(0), types.get(0), types);
  }

  /** Of a value, perhaps a fraction, and perhaps whether the fraction counts from the greatest value on. */
  private static Optional<AggregateImplementation> quantile(
      boolean isInterpolated, DataType value, DataType result, List<DataType> types) {
    boolean isMany = types.size() == 2
        && types.get(1) instanceof ArrayType fractions
        && fractions.element().isNumeric();
    if (isMany) {
      List<DataType> both = List.of(value, DataType.array(DataType.DOUBLE));
      return whole(
          both,
          DataType.array(result),
          memory -> new QuantilesAccumulator(isInterpolated, both, memory));
    }
    if (types.size() > 1 && !types.get(1).isNumeric()) {
      return Optional.empty();
    }
    List<DataType> all = List.of(value, DataType.DOUBLE, DataType.BOOLEAN);
    List<DataType> arguments = all.subList(0, types.size());
    return whole(
        arguments, result, memory -> new QuantileAccumulator(isInterpolated, arguments, memory));
  }

  private static Optional<AggregateImplementation> whole(
      List<DataType> arguments,
      DataType result,
      Function<MemoryReservation, AggregateAccumulator> accumulators) {
    return Optional.of(
        new AggregateImplementation(arguments, result, List.of(), Nulls.SKIPPED, accumulators));
  }

  private static AggregateFunction text(String name, List<String> aliases, String separator) {
    return new AggregateDefinition(
        name,
        aliases,
        List.of(name + "(text)", name + "(text, separator)"),
        "All texts that are not NULL one after the other, in the order of ORDER BY, with the separator between them, which is '"
            + separator + "' if none is given; rows whose separator is NULL are left out.",
        "",
        types -> {
          boolean isText = !types.isEmpty()
              && types.size() <= 2
              && types.get(types.size() - 1).equals(DataType.VARCHAR);
          List<DataType> texts = types.stream().map(type -> DataType.VARCHAR).toList();
          return isText || types.size() == 1
              ? Optional.of(new AggregateImplementation(
                  texts,
                  DataType.VARCHAR,
                  List.of(),
                  Nulls.KEPT,
                  memory -> new JoinedTextAccumulator(types.size() == 2, separator, memory)))
              : Optional.empty();
        });
  }
}
