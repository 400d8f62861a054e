package io.sluice.function.time;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.DOUBLE;
import static io.sluice.type.DataType.INTERVAL;
import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.Interval;
import java.util.List;
import java.util.function.LongFunction;

/** Numbers to INTERVALs. */
final class IntervalFunctions {
  private static final String CATEGORY = "dates";
  private static final long MICROS_PER_HOUR = 3_600 * Interval.MICROS_PER_SECOND;
  private static final long MICROS_PER_MINUTE = 60 * Interval.MICROS_PER_SECOND;
  private static final long MICROS_PER_MILLI = 1_000;

  private IntervalFunctions() {}

  static List<ScalarFunction> all() {
    return List.of(
        whole("years", "to_years(2) is 2 years", count -> months(count, 12)),
        whole("months", "to_months(14) is 1 year 2 months", count -> months(count, 1)),
        whole("weeks", "to_weeks(2) is 14 days", count -> days(count, 7)),
        whole("days", "to_days(3) is 3 days", count -> days(count, 1)),
        whole("hours", "to_hours(30) is 30:00:00", count -> micros(count, MICROS_PER_HOUR)),
        whole("minutes", "to_minutes(5) is 00:05:00", count -> micros(count, MICROS_PER_MINUTE)),
        ScalarDefinition.named(CATEGORY, "to_seconds")
            .says("So many seconds as an INTERVAL.", "to_seconds(1.5) is 00:00:01.5")
            .rows(
                "to_seconds(count)",
                List.of(DOUBLE),
                INTERVAL,
                row -> new Interval(0, 0, Times.microsOfSeconds((Double) requireNonNull(row[0]))))
            .build(),
        whole(
            "milliseconds",
            "to_milliseconds(5) is 00:00:00.005",
            count -> micros(count, MICROS_PER_MILLI)),
        whole("microseconds", "to_microseconds(7) is 00:00:00.000007", count -> micros(count, 1)));
  }

  private static ScalarFunction whole(
      String unit, String example, LongFunction<Interval> interval) {
    String name = "to_" + unit;
    return ScalarDefinition.named(CATEGORY, name)
        .says("So many " + unit + " as an INTERVAL.", example)
        .rows(name + "(count)", List.of(BIGINT), INTERVAL, row -> {
          long count = (Long) requireNonNull(row[0]);
          try {
            return interval.apply(count);
          } catch (ArithmeticException e) {
            throw new SluiceException(
                ErrorCode.NUMERIC_OVERFLOW,
                count + " " + unit + " are beyond the range of INTERVAL",
                e);
          }
        })
        .build();
  }

  private static Interval months(long count, long each) {
    return new Interval(Math.toIntExact(Math.multiplyExact(count, each)), 0, 0);
  }

  private static Interval days(long count, long each) {
    return new Interval(0, Math.toIntExact(Math.multiplyExact(count, each)), 0);
  }

  private static Interval micros(long count, long each) {
    return new Interval(0, 0, Math.multiplyExact(count, each));
  }
}
