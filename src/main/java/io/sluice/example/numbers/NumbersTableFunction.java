package io.sluice.example.numbers;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TableProvider;
import io.sluice.type.DecimalType;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code numbers(start, end)}: one column {@code number} with the whole numbers from start to end, end excluded. */
public final class NumbersTableFunction implements TableFunction {
  @Override
  public String name() {
    return "numbers";
  }

  @Override
  public TableProvider bind(List<Literal> arguments) {
    if (arguments.size() != 2) {
      throw refusal(arguments);
    }
    return new NumbersTable(new NumberRange(integer(arguments, 0), integer(arguments, 1)));
  }

  private static long integer(List<Literal> arguments, int index) {
    Literal argument = arguments.get(index);
    Object value = argument.value();
    if (value instanceof Integer number && argument.type().kind() == TypeKind.INTEGER) {
      return number;
    }
    if (value instanceof Long number && argument.type().kind() == TypeKind.BIGINT) {
      return number;
    }
    if (value instanceof BigDecimal number && ((DecimalType) argument.type()).scale() == 0) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          "numbers(start, end): " + number + " does not fit a 64-bit integer");
    }
    throw refusal(arguments);
  }

  private static SluiceException refusal(List<Literal> arguments) {
    String got = arguments.stream()
        .map(NumbersTableFunction::describe)
        .collect(Collectors.joining(", ", "(", ")"));
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        "numbers(start, end) takes exactly two integers, but got " + arguments.size() + ": " + got);
  }

  private static String describe(Literal argument) {
    @Nullable Object value = argument.value();
    return value == null ? "NULL" : argument.type() + " " + argument;
  }
}
