package io.sluice.function.time;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.DATE;
import static io.sluice.type.DataType.DOUBLE;
import static io.sluice.type.DataType.INTERVAL;
import static io.sluice.type.DataType.TIMESTAMP;
import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.Interval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that take or give intervals. */
public final class IntervalFunctions {
  private static final String CATEGORY = "dates";

  private IntervalFunctions() {}

  public static List<ScalarFunction> all() {
    List<ScalarFunction> all = new ArrayList<>();
    all.add(ScalarDefinition.named(CATEGORY, "time_bucket")
        .says(
            "The beginning of the bucket of a width that a time is in. Buckets of months begin with 2000-01-01, others with Monday 2000-01-03, or with an origin; an offset moves them.",
            "time_bucket(INTERVAL '15 minutes', TIMESTAMP '2024-02-17 10:22:00') is 2024-02-17 10:15:00")
        .rows(
            "time_bucket(width, date)",
            List.of(INTERVAL, DATE),
            DATE,
            row -> TimeBucket.dayOf(
                TimeBucket.of(interval(row, 0)).begin(TimeBucket.micros((Integer) value(row, 1)))))
        .rows(
            "time_bucket(width, timestamp)",
            List.of(INTERVAL, TIMESTAMP),
            TIMESTAMP,
            row -> TimeBucket.of(interval(row, 0)).begin(number(row, 1)))
        .rows(
            "time_bucket(width, timestamp, offset)",
            List.of(INTERVAL, TIMESTAMP, INTERVAL),
            TIMESTAMP,
            row -> TimeBucket.of(interval(row, 0)).begin(number(row, 1), interval(row, 2)))
        .rows(
            "time_bucket(width, timestamp, origin)",
            List.of(INTERVAL, TIMESTAMP, TIMESTAMP),
            TIMESTAMP,
            row -> TimeBucket.of(interval(row, 0), number(row, 2)).begin(number(row, 1)))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "age")
        .says(
            "The years, months, days and time from the second time to the first.",
            "age(TIMESTAMP '2024-03-01 00:00:00', TIMESTAMP '2024-01-31 12:00:00') is 1 month 12:00:00")
        .rows(
            "age(end, start)",
            List.of(TIMESTAMP, TIMESTAMP),
            INTERVAL,
            row -> Times.age(Times.timestamp(number(row, 0)), Times.timestamp(number(row, 1))))
        .build());
    all.add(whole("to_millennia", new Interval(12_000, 0, 0)));
    all.add(whole("to_centuries", new Interval(1_200, 0, 0)));
    all.add(whole("to_decades", new Interval(120, 0, 0)));
    all.add(whole("to_quarters", new Interval(3, 0, 0)));
    all.add(whole("to_years", new Interval(12, 0, 0)));
    all.add(whole("to_months", new Interval(1, 0, 0)));
    all.add(whole("to_weeks", new Interval(0, 7, 0)));
    all.add(whole("to_days", new Interval(0, 1, 0)));
    all.add(whole("to_hours", new Interval(0, 0, 3_600 * Interval.MICROS_PER_SECOND)));
    all.add(whole("to_minutes", new Interval(0, 0, 60 * Interval.MICROS_PER_SECOND)));
    all.add(ScalarDefinition.named(CATEGORY, "to_seconds")
        .says("An interval of some seconds.", "to_seconds(1.5) is 00:00:01.5")
        .rows(
            "to_seconds(number)",
            List.of(DOUBLE),
            INTERVAL,
            row -> new Interval(0, 0, Times.microsOfSeconds((Double) value(row, 0))))
        .build());
    all.add(whole("to_milliseconds", new Interval(0, 0, 1_000)));
    all.add(whole("to_microseconds", new Interval(0, 0, 1)));
    return all;
  }

  private static ScalarFunction whole(String name, Interval one) {
    String unit = name.substring("to_".length());
    return ScalarDefinition.named(CATEGORY, name)
        .says("An interval of some %s.".formatted(unit), name + "(2) is " + one.times(2))
        .rows(name + "(number)", List.of(BIGINT), INTERVAL, row -> times(one, number(row, 0), unit))
        .build();
  }

  private static Interval times(Interval one, long count, String unit) {
    try {
      return one.times(count);
    } catch (ArithmeticException e) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          "%d %s are beyond the range of INTERVAL".formatted(count, unit),
          e);
    }
  }

  private static Object value(@Nullable Object[] row, int index) {
    return requireNonNull(row[index]);
  }

  private static long number(@Nullable Object[] row, int index) {
    return (Long) value(row, index);
  }

  private static Interval interval(@Nullable Object[] row, int index) {
    return (Interval) value(row, index);
  }
}
