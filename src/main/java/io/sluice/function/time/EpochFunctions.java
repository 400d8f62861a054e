package io.sluice.function.time;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.INTERVAL;
import static io.sluice.type.DataType.TIME;
import static io.sluice.type.DataType.TIMESTAMP;
import static io.sluice.type.DataType.TIMESTAMP_NANOS;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import io.sluice.error.SluiceException;
import io.sluice.expression.RowFunction;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Timestamps of counts since 1970, and of texts that need not be times. */
public final class EpochFunctions {
  private static final String CATEGORY = "dates";
  private static final long MICROS_PER_MILLI = 1_000L;
  private static final long DAYS_PER_MONTH = 30;

  private EpochFunctions() {}

  public static List<ScalarFunction> all() {
    return List.of(
        ScalarDefinition.named(CATEGORY, "epoch_us")
            .says(
                "Microseconds since 1970, or of an interval or a time of day.",
                "epoch_us(TIMESTAMP '1970-01-01 00:00:01') is 1000000")
            .rows("epoch_us(timestamp)", List.of(TIMESTAMP), BIGINT, EpochFunctions::number)
            .rows("epoch_us(time)", List.of(TIME), BIGINT, EpochFunctions::number)
            .rows("epoch_us(interval)", List.of(INTERVAL), BIGINT, EpochFunctions::micros)
            .build(),
        ScalarDefinition.named(CATEGORY, "epoch_ns")
            .says(
                "Nanoseconds since 1970, or of an interval or a time of day.",
                "epoch_ns(TIMESTAMP '1970-01-01 00:00:01') is 1000000000")
            .rows(
                "epoch_ns(timestamp)",
                List.of(TIMESTAMP),
                BIGINT,
                row -> Times.nanosOfMicros(number(row)))
            .rows(
                "epoch_ns(timestamp(9))", List.of(TIMESTAMP_NANOS), BIGINT, EpochFunctions::number)
            .rows("epoch_ns(time)", List.of(TIME), BIGINT, row -> Times.nanosOfMicros(number(row)))
            .rows(
                "epoch_ns(interval)",
                List.of(INTERVAL),
                BIGINT,
                row -> Times.nanosOfMicros(micros(row)))
            .build(),
        ScalarDefinition.named(CATEGORY, "make_timestamp_ms")
            .says(
                "The timestamp of milliseconds since 1970.",
                "make_timestamp_ms(1000) is 1970-01-01 00:00:01")
            .rows(
                "make_timestamp_ms(milliseconds)",
                List.of(BIGINT),
                TIMESTAMP,
                row -> Times.microsOfMillis(number(row)))
            .build(),
        ScalarDefinition.named(CATEGORY, "make_timestamp_ns")
            .says(
                "The timestamp of nanoseconds since 1970.",
                "make_timestamp_ns(1000000000) is 1970-01-01 00:00:01")
            .rows(
                "make_timestamp_ns(nanoseconds)",
                List.of(BIGINT),
                TIMESTAMP_NANOS,
                row -> number(row))
            .build(),
        ScalarDefinition.named(CATEGORY, "try_strptime")
            .says(
                "As strptime, but NULL for a text that has not the format.",
                "try_strptime('x', '%Y') is NULL")
            .nullableRows(
                "try_strptime(text, format)",
                List.of(VARCHAR, VARCHAR),
                TIMESTAMP,
                EpochFunctions::tryParse)
            .build());
  }

  static RowFunction millis() {
    return row -> Math.floorDiv(number(row), MICROS_PER_MILLI);
  }

  static RowFunction millisOfInterval() {
    return row -> micros(row) / MICROS_PER_MILLI;
  }

  /** A month as thirty days. */
  private static long micros(@Nullable Object[] row) {
    Interval interval = (Interval) requireNonNull(row[0]);
    long days = interval.months() * DAYS_PER_MONTH + interval.days();
    return Math.addExact(Math.multiplyExact(days, Interval.MICROS_PER_DAY), interval.micros());
  }

  private static @Nullable Object tryParse(@Nullable Object[] row) {
    try {
      return Times.micros(
          TimeFormat.parse((String) requireNonNull(row[0]), (String) requireNonNull(row[1])));
    } catch (SluiceException e) {
      return null;
    }
  }

  private static long number(@Nullable Object[] row) {
    return (Long) requireNonNull(row[0]);
  }
}
