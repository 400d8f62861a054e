package io.sluice.source.series;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.series.Series;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TableProvider;
import io.sluice.type.DataType;
import io.sluice.type.Interval;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code name(stop)}, {@code name(start, stop)} and {@code name(start, stop, step)}: whole numbers from start, 0 by default, or times at an interval, in one column of the
 * function's name. Without rows where an argument is NULL.
 */
final class SeriesTableFunction implements TableFunction {
  private static final int MAX_ARGUMENTS = 3;

  private final String name;
  private final boolean isStopIncluded;

  SeriesTableFunction(String name, boolean isStopIncluded) {
    this.name = name;
    this.isStopIncluded = isStopIncluded;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TableProvider bind(List<Literal> arguments) {
    if (arguments.isEmpty() || arguments.size() > MAX_ARGUMENTS) {
      throw refusal(arguments);
    }
    DataType type = type(arguments);
    boolean hasNull = arguments.stream().anyMatch(argument -> argument.value() == null);
    return new SeriesTable(name, type, hasNull ? Series.EMPTY : series(arguments, type));
  }

  @Override
  public boolean isColumnNamedByAlias() {
    return true;
  }

  private DataType type(List<Literal> arguments) {
    if (arguments.stream().allMatch(SeriesTableFunction::isWholeNumber)) {
      return DataType.BIGINT;
    }
    if (arguments.size() == MAX_ARGUMENTS && is(arguments.get(2), TypeKind.INTERVAL)) {
      List<Literal> ends = arguments.subList(0, 2);
      if (ends.stream().allMatch(end -> is(end, TypeKind.DATE) || is(end, TypeKind.TIMESTAMP))) {
        return DataType.TIMESTAMP;
      }
      if (ends.stream().allMatch(end -> is(end, TypeKind.TIMESTAMP_TZ))) {
        return DataType.TIMESTAMP_TZ;
      }
    }
    throw refusal(arguments);
  }

  private static boolean is(Literal argument, TypeKind kind) {
    return argument.type().kind() == kind || isUntypedNull(argument);
  }

  /** A NULL without a type is an INTEGER. */
  private static boolean isUntypedNull(Literal argument) {
    return argument.value() == null && argument.type().kind() == TypeKind.INTEGER;
  }

  private static boolean isWholeNumber(Literal argument) {
    return switch (argument.type().kind()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> true;
      default -> false;
    };
  }

  private Series series(List<Literal> arguments, DataType type) {
    if (type.equals(DataType.BIGINT)) {
      long first = number(arguments.get(0));
      return switch (arguments.size()) {
        case 1 -> Series.ofNumbers(0, first, 1, isStopIncluded);
        case 2 -> Series.ofNumbers(first, number(arguments.get(1)), 1, isStopIncluded);
        default ->
          Series.ofNumbers(
              first, number(arguments.get(1)), number(arguments.get(2)), isStopIncluded);
      };
    }
    Interval step = (Interval) requireNonNull(arguments.get(2).value());
    return Series.ofTimes(micros(arguments.get(0)), micros(arguments.get(1)), step, isStopIncluded);
  }

  private static long number(Literal argument) {
    return ((Number) requireNonNull(argument.value())).longValue();
  }

  private static long micros(Literal argument) {
    long number = number(argument);
    return argument.type().kind() == TypeKind.DATE ? number * Interval.MICROS_PER_DAY : number;
  }

  private SluiceException refusal(List<Literal> arguments) {
    String got = arguments.stream()
        .map(argument -> argument.type().toString())
        .collect(Collectors.joining(", ", "(", ")"));
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        "%s takes (stop), (start, stop) or (start, stop, step) as BIGINT, or (start, stop, step) with DATE or TIMESTAMP and an INTERVAL, but got %s"
            .formatted(name, got));
  }
}
