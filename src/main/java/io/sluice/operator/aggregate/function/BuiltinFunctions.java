package io.sluice.operator.aggregate.function;

import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.extension.AggregateImplementation.Nulls;
import io.sluice.type.DataType;
import java.util.List;
import java.util.stream.Stream;

/** The functions of this package. */
public final class BuiltinFunctions {
  public static final List<AggregateFunction> ALL = Stream.of(
          SimpleFunctions.all(),
          StatisticalFunctions.all(),
          ChosenRowFunctions.all(),
          CollectingFunctions.all())
      .flatMap(List::stream)
      .toList();

  private BuiltinFunctions() {}

  /** Counts the rows in which no argument is NULL. */
  public static AggregateImplementation countOfRows(List<DataType> arguments) {
    return new AggregateImplementation(
        arguments,
        DataType.BIGINT,
        List.of(DataType.BIGINT),
        Nulls.SKIPPED,
        memory -> new RowCountAccumulator(false, memory));
  }
}
