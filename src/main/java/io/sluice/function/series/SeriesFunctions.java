package io.sluice.function.series;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.series.Series;
import io.sluice.expression.series.SeriesCursor;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.DataType;
import io.sluice.type.Interval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Series as ARRAYs. Unlike those in FROM, they are empty for a step of 0. */
public final class SeriesFunctions {
  private static final String CATEGORY = "arrays";
  private static final int MAX_LENGTH = 10_000_000;
  private static final int CHUNK = 1024;

  private SeriesFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        series("range", false)
            .says(
                "The numbers from start, 0 by default, to stop at a step, stop excluded; for times the step is an INTERVAL. In FROM it gives rows.",
                "range(2, 8, 3) is [2, 5]")
            .build(),
        series("generate_series", true)
            .says(
                "The numbers from start, 0 by default, to stop at a step, stop included; for times the step is an INTERVAL. In FROM it gives rows.",
                "generate_series(2, 8, 3) is [2, 5, 8]")
            .build());
  }

  private static ScalarDefinition.Builder series(String name, boolean isStopIncluded) {
    ScalarDefinition.Builder function = ScalarDefinition.named(CATEGORY, name)
        .rows(
            name + "(stop)",
            List.of(DataType.BIGINT),
            DataType.array(DataType.BIGINT),
            row -> numbers(0, number(row, 0), 1, isStopIncluded))
        .rows(
            name + "(start, stop)",
            List.of(DataType.BIGINT, DataType.BIGINT),
            DataType.array(DataType.BIGINT),
            row -> numbers(number(row, 0), number(row, 1), 1, isStopIncluded))
        .rows(
            name + "(start, stop, step)",
            List.of(DataType.BIGINT, DataType.BIGINT, DataType.BIGINT),
            DataType.array(DataType.BIGINT),
            row -> numbers(number(row, 0), number(row, 1), number(row, 2), isStopIncluded));
    for (DataType time : List.of(DataType.TIMESTAMP, DataType.TIMESTAMP_TZ)) {
      function.rows(
          "%s(start %s, stop, step INTERVAL)".formatted(name, time),
          List.of(time, time, DataType.INTERVAL),
          DataType.array(time),
          row -> times(row, isStopIncluded));
    }
    return function;
  }

  private static long number(@Nullable Object[] row, int argument) {
    return (Long) requireNonNull(row[argument]);
  }

  private static List<Object> numbers(long start, long stop, long step, boolean isStopIncluded) {
    return step == 0 ? List.of() : values(Series.ofNumbers(start, stop, step, isStopIncluded));
  }

  private static List<Object> times(@Nullable Object[] row, boolean isStopIncluded) {
    Interval step = (Interval) requireNonNull(row[2]);
    return step.equals(Interval.ZERO)
        ? List.of()
        : values(Series.ofTimes(number(row, 0), number(row, 1), step, isStopIncluded));
  }

  private static List<Object> values(Series series) {
    List<Object> values = new ArrayList<>();
    SeriesCursor cursor = series.cursor();
    long[] chunk = new long[CHUNK];
    int count;
    do {
      count = cursor.next(chunk, CHUNK);
      if (values.size() + count > MAX_LENGTH) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "An ARRAY of a series takes at most %d values; call the function in FROM for more"
                .formatted(MAX_LENGTH));
      }
      for (int i = 0; i < count; i++) {
        values.add(chunk[i]);
      }
    } while (count == CHUNK);
    return values;
  }
}
