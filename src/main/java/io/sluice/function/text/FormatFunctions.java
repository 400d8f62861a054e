package io.sluice.function.text;

import static java.util.Objects.requireNonNull;

import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Functions that put values into the places of a text. */
public final class FormatFunctions {
  private static final String CATEGORY = "text";

  private FormatFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        define(
            "format",
            "The text with values in the place of braces, in the syntax of fmt: {}, {0}, {:>8}, {:,}, {:.2f}, {:x}.",
            "format('{}: {:.1f}', 'pi', 3.14) is pi: 3.1",
            BraceFormat::apply),
        define(
            "printf",
            "The text with values in the place of directives, as in C: %d, %5.2f, %-8s, %x; %,d has separators of thousands.",
            "printf('%s: %.1f', 'pi', 3.14) is pi: 3.1",
            PercentFormat::apply));
  }

  private static ScalarFunction define(
      String name,
      String sentence,
      String example,
      BiFunction<String, List<Object>, String> function) {
    return ScalarDefinition.named(CATEGORY, name)
        .says(sentence, example)
        .form(
            name + "(format, value, ...)",
            types -> types.isEmpty() || !types.get(0).equals(DataType.VARCHAR)
                ? Optional.empty()
                : Optional.of(ScalarImplementation.ofRows(
                    parameters(types), DataType.VARCHAR, Nulls.STRICT, row -> {
                      List<Object> values = new ArrayList<>();
                      Arrays.stream(row)
                          .skip(1)
                          .forEach(value -> values.add(requireNonNull(value)));
                      return function.apply((String) requireNonNull(row[0]), values);
                    })))
        .build();
  }

  /** Numbers are whole or approximate, anything else is its text. */
  private static List<DataType> parameters(List<DataType> types) {
    return types.stream()
        .map(type -> type.isWholeNumber()
            ? DataType.BIGINT
            : type.isNumeric() ? DataType.DOUBLE : DataType.VARCHAR)
        .toList();
  }
}
