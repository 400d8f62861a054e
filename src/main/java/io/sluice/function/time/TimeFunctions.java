package io.sluice.function.time;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.DATE;
import static io.sluice.type.DataType.DOUBLE;
import static io.sluice.type.DataType.INTERVAL;
import static io.sluice.type.DataType.TIME;
import static io.sluice.type.DataType.TIMESTAMP;
import static io.sluice.type.DataType.VARCHAR;
import static java.util.Objects.requireNonNull;

import io.sluice.expression.RowFunction;
import io.sluice.extension.ScalarFunction;
import io.sluice.function.definition.ScalarDefinition;
import io.sluice.type.DataType;
import io.sluice.type.Interval;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of dates and timestamps. Units are written as texts: {@code 'month'}. */
public final class TimeFunctions {
  private static final String CATEGORY = "dates";

  private TimeFunctions() {}

  public static List<ScalarFunction> all() {
    List<ScalarFunction> all = new ArrayList<>();
    all.add(ScalarDefinition.named(CATEGORY, "date_trunc", "datetrunc")
        .says(
            "The beginning of the unit that a time is in.",
            "date_trunc('month', DATE '2024-02-17') is 2024-02-01")
        .rows(
            "date_trunc(unit, date)",
            List.of(VARCHAR, DATE),
            DATE,
            row -> Times.days(unit(row).truncate(date(row, 1).atStartOfDay()).toLocalDate()))
        .rows(
            "date_trunc(unit, timestamp)",
            List.of(VARCHAR, TIMESTAMP),
            TIMESTAMP,
            row -> Times.micros(unit(row).truncate(time(row, 1))))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "date_part", "datepart")
        .says("A field of a time.", "date_part('year', DATE '2024-02-17') is 2024")
        .rows(
            "date_part(field, timestamp)",
            List.of(VARCHAR, TIMESTAMP),
            BIGINT,
            row -> Field.of(text(row, 0)).of(time(row, 1)))
        .rows(
            "date_part(field, interval)",
            List.of(VARCHAR, INTERVAL),
            BIGINT,
            row -> Field.of(text(row, 0)).of(interval(row, 1)))
        .rows(
            "date_part(field, time)",
            List.of(VARCHAR, TIME),
            BIGINT,
            row -> Field.of(text(row, 0)).ofTimeOfDay(number(row, 1)))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "date_diff", "datediff")
        .says(
            "How many borders of a unit lie between two times.",
            "date_diff('day', DATE '2024-01-01', DATE '2024-02-01') is 31")
        .rows(
            "date_diff(unit, start, end)",
            List.of(VARCHAR, TIMESTAMP, TIMESTAMP),
            BIGINT,
            row -> unit(row).borders(time(row, 1), time(row, 2)))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "date_sub", "datesub")
        .says(
            "How many whole units lie between two times.",
            "date_sub('month', DATE '2024-01-31', DATE '2024-02-29') is 1")
        .rows(
            "date_sub(unit, start, end)",
            List.of(VARCHAR, TIMESTAMP, TIMESTAMP),
            BIGINT,
            row -> unit(row).between(time(row, 1), time(row, 2)))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "date_add")
        .says(
            "A time moved by some units.", "date_add('month', 1, DATE '2024-01-31') is 2024-02-29")
        .rows(
            "date_add(unit, count, date)",
            List.of(VARCHAR, BIGINT, DATE),
            DATE,
            row -> Times.days(
                unit(row).add(date(row, 2).atStartOfDay(), number(row, 1)).toLocalDate()))
        .rows(
            "date_add(unit, count, timestamp)",
            List.of(VARCHAR, BIGINT, TIMESTAMP),
            TIMESTAMP,
            row -> Times.micros(unit(row).add(time(row, 2), number(row, 1))))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "last_day", "last_day_of_month")
        .says("The last day of the month.", "last_day(DATE '2024-02-17') is 2024-02-29")
        .rows("last_day(date)", List.of(DATE), DATE, row -> Times.days(Times.lastDay(date(row, 0))))
        .rows(
            "last_day(timestamp)",
            List.of(TIMESTAMP),
            DATE,
            row -> Times.days(Times.lastDay(time(row, 0).toLocalDate())))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "make_date")
        .says(
            "The date of year, month and day, or of days since 1970.",
            "make_date(2024, 2, 17) is 2024-02-17")
        .rows(
            "make_date(days)",
            List.of(BIGINT),
            DATE,
            row -> Times.days(Times.dateOfDays(number(row, 0))))
        .rows(
            "make_date(year, month, day)",
            List.of(BIGINT, BIGINT, BIGINT),
            DATE,
            row -> Times.days(Times.date(number(row, 0), number(row, 1), number(row, 2))))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "make_timestamp")
        .says("The timestamp of its fields, or of microseconds since 1970.", "")
        .rows("make_timestamp(microseconds)", List.of(BIGINT), TIMESTAMP, row -> number(row, 0))
        .rows(
            "make_timestamp(year, month, day, hour, minute, second)",
            List.of(BIGINT, BIGINT, BIGINT, BIGINT, BIGINT, DOUBLE),
            TIMESTAMP,
            row -> Times.micros(Times.timestamp(
                Times.date(number(row, 0), number(row, 1), number(row, 2)),
                number(row, 3),
                number(row, 4),
                decimal(row, 5))))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "from_unixtime")
        .says("The timestamp of seconds since 1970.", "from_unixtime(0) is 1970-01-01 00:00:00")
        .rows(
            "from_unixtime(seconds)",
            List.of(DOUBLE),
            TIMESTAMP,
            row -> Times.microsOfSeconds(decimal(row, 0)))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "epoch_ms")
        .says(
            "The timestamp of milliseconds since 1970, or the milliseconds of a timestamp.",
            "epoch_ms(1000) is 1970-01-01 00:00:01")
        .rows(
            "epoch_ms(milliseconds)",
            List.of(BIGINT),
            TIMESTAMP,
            row -> Times.microsOfMillis(number(row, 0)))
        .rows("epoch_ms(timestamp)", List.of(TIMESTAMP), BIGINT, EpochFunctions.millis())
        .rows("epoch_ms(time)", List.of(TIME), BIGINT, EpochFunctions.millis())
        .rows("epoch_ms(interval)", List.of(INTERVAL), BIGINT, EpochFunctions.millisOfInterval())
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "epoch", "to_unixtime")
        .says(
            "Seconds since 1970, or of an interval or a time of day.",
            "epoch(TIMESTAMP '1970-01-01 00:01:00') is 60.0")
        .rows("epoch(timestamp)", List.of(TIMESTAMP), DOUBLE, row -> number(row, 0) / 1e6)
        .rows("epoch(interval)", List.of(INTERVAL), DOUBLE, row -> Field.epoch(interval(row, 0)))
        .rows("epoch(time)", List.of(TIME), DOUBLE, row -> number(row, 0) / 1e6)
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "to_timestamp")
        .says("The instant of seconds since 1970.", "")
        .rows(
            "to_timestamp(seconds)",
            List.of(DOUBLE),
            DataType.TIMESTAMP_TZ,
            row -> Times.microsOfSeconds(decimal(row, 0)))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "make_time")
        .says("The time of day of its fields.", "make_time(1, 2, 3.5) is 01:02:03.5")
        .rows(
            "make_time(hour, minute, second)",
            List.of(BIGINT, BIGINT, DOUBLE),
            TIME,
            row -> Times.micros(
                Times.timestamp(LocalDate.EPOCH, number(row, 0), number(row, 1), decimal(row, 2))))
        .build());
    all.add(field("era", List.of(), Field.ERA, "1, or 0 before the year 1."));
    all.add(ScalarDefinition.named(CATEGORY, "julian")
        .says(
            "The Julian day, with the part of the day that is over.",
            "julian(TIMESTAMP '2024-12-30 12:00:00') is 2460675.5")
        .rows("julian(timestamp)", List.of(TIMESTAMP), DOUBLE, row -> Field.julian(time(row, 0)))
        .build());
    all.add(
        named("monthname", "The English name of the month.", row -> Times.monthName(time(row, 0))));
    all.add(named("dayname", "The English name of the day.", row -> Times.dayName(time(row, 0))));
    all.add(field("dayofweek", List.of("weekday"), Field.DOW, "0 on Sunday to 6 on Saturday."));
    all.add(field("isodow", List.of("day_of_week"), Field.ISODOW, "1 on Monday to 7 on Sunday."));
    all.add(field(
        "week",
        List.of("weekofyear", "week_of_year"),
        Field.WEEK,
        "The week of the year as ISO counts it."));
    all.add(
        field("yearweek", List.of(), Field.YEARWEEK, "Year and week as ISO counts them: 202407."));
    all.add(field("day_of_month", List.of(), Field.DAY, "The day of the month."));
    all.add(field("day_of_year", List.of(), Field.DOY, "The day of the year."));
    all.add(field(
        "millisecond",
        List.of("milliseconds"),
        Field.MILLISECOND,
        "Seconds of the minute in thousandths."));
    all.add(field(
        "microsecond",
        List.of("microseconds"),
        Field.MICROSECOND,
        "Seconds of the minute in millionths."));
    all.add(field("decade", List.of(), Field.DECADE, "The year divided by ten."));
    all.add(field("century", List.of(), Field.CENTURY, "The century; 2000 is in the 20th."));
    all.add(field("millennium", List.of(), Field.MILLENNIUM, "The millennium."));
    all.add(ScalarDefinition.named(CATEGORY, "strftime")
        .says(
            "A time in a format of C's strftime.",
            "strftime(DATE '2024-02-17', '%d.%m.%Y') is 17.02.2024")
        .rows(
            "strftime(timestamp, format)",
            List.of(TIMESTAMP, VARCHAR),
            VARCHAR,
            row -> TimeFormat.format(time(row, 0), text(row, 1)))
        .build());
    all.add(ScalarDefinition.named(CATEGORY, "strptime")
        .says(
            "The timestamp in a text of a format of C's strptime.",
            "strptime('17.02.2024', '%d.%m.%Y') is 2024-02-17 00:00:00")
        .rows(
            "strptime(text, format)",
            List.of(VARCHAR, VARCHAR),
            TIMESTAMP,
            row -> Times.micros(TimeFormat.parse(text(row, 0), text(row, 1))))
        .build());
    return all;
  }

  private static ScalarFunction named(String name, String sentence, RowFunction function) {
    return ScalarDefinition.named(CATEGORY, name)
        .says(sentence, "")
        .rows(name + "(timestamp)", List.of(TIMESTAMP), VARCHAR, function)
        .build();
  }

  private static ScalarFunction field(
      String name, List<String> aliases, Field field, String sentence) {
    return ScalarDefinition.named(CATEGORY, name, aliases.toArray(String[]::new))
        .says(sentence, "")
        .rows(
            name + "(timestamp)",
            List.<DataType>of(TIMESTAMP),
            BIGINT,
            row -> field.of(time(row, 0)))
        .build();
  }

  private static Unit unit(@Nullable Object[] row) {
    return Unit.of(text(row, 0));
  }

  private static String text(@Nullable Object[] row, int index) {
    return (String) requireNonNull(row[index]);
  }

  private static long number(@Nullable Object[] row, int index) {
    return (Long) requireNonNull(row[index]);
  }

  private static double decimal(@Nullable Object[] row, int index) {
    return (Double) requireNonNull(row[index]);
  }

  private static Interval interval(@Nullable Object[] row, int index) {
    return (Interval) requireNonNull(row[index]);
  }

  private static LocalDate date(@Nullable Object[] row, int index) {
    return LocalDate.ofEpochDay((Integer) requireNonNull(row[index]));
  }

  private static LocalDateTime time(@Nullable Object[] row, int index) {
    return Times.timestamp((Long) requireNonNull(row[index]));
  }
}
