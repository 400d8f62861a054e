package io.sluice.operator.aggregate.function;

import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.extension.AggregateImplementation.Nulls;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions whose result is the value of one row. */
final class ChosenRowFunctions {
  private ChosenRowFunctions() {}

  static List<AggregateFunction> all() {
    return List.of(
        value(
            ChosenRow.FIRST,
            Nulls.SKIPPED,
            "any_value",
            List.of("arbitrary"),
            "A value that is not NULL; without ORDER BY it is not defined which."),
        value(
            ChosenRow.FIRST,
            Nulls.KEPT,
            "first",
            List.of("first_value"),
            "The value of the first row by ORDER BY, which may be NULL; without ORDER BY of some row."),
        value(
            ChosenRow.LAST,
            Nulls.KEPT,
            "last",
            List.of("last_value"),
            "The value of the last row by ORDER BY, which may be NULL; without ORDER BY of some row."),
        byKey(
            ChosenRow.LEAST_KEY,
            Nulls.KEPT,
            "min_by",
            List.of("arg_min_null"),
            "The value, also NULL, at the row with the least key that is not NULL."),
        byKey(
            ChosenRow.GREATEST_KEY,
            Nulls.KEPT,
            "max_by",
            List.of("arg_max_null"),
            "The value, also NULL, at the row with the greatest key that is not NULL."),
        byKey(
            ChosenRow.LEAST_KEY,
            Nulls.SKIPPED,
            "arg_min",
            List.of("argmin"),
            "The value at the row with the least key; rows where the value or the key is NULL are left out."),
        byKey(
            ChosenRow.GREATEST_KEY,
            Nulls.SKIPPED,
            "arg_max",
            List.of("argmax"),
            "The value at the row with the greatest key; rows where the value or the key is NULL are left out."));
  }

  private static AggregateFunction value(
      ChosenRow choice, Nulls nulls, String name, List<String> aliases, String description) {
    return new AggregateDefinition(
        name,
        aliases,
        List.of(name + "(value)"),
        description,
        "",
        types -> types.size() == 1
            ? Optional.of(implementation(choice, nulls, types))
            : Optional.empty());
  }

  private static AggregateFunction byKey(
      ChosenRow choice, Nulls nulls, String name, List<String> aliases, String description) {
    return new AggregateDefinition(
        name,
        aliases,
        List.of(name + "(value, key)"),
        description,
        "",
        types -> types.size() == 2
            ? Optional.of(implementation(choice, nulls, types))
            : Optional.empty());
  }

  private static AggregateImplementation implementation(
      ChosenRow choice, Nulls nulls, List<DataType> types) {
    List<DataType> states = new ArrayList<>(types);
    states.add(DataType.BOOLEAN);
    return new AggregateImplementation(
        types,
        types.get(0),
        states,
        nulls,
        memory -> new ChosenRowAccumulator(choice, choice.hasKey(), types, memory));
  }
}
