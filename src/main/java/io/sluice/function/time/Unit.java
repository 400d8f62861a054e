package io.sluice.function.time;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalUnit;
import java.util.Locale;

/** A unit of time by its English name, also in the plural and shortened. */
enum Unit {
  MICROSECOND(ChronoUnit.MICROS),
  MILLISECOND(ChronoUnit.MILLIS),
  SECOND(ChronoUnit.SECONDS),
  MINUTE(ChronoUnit.MINUTES),
  HOUR(ChronoUnit.HOURS),
  DAY(ChronoUnit.DAYS),
  WEEK(ChronoUnit.WEEKS),
  MONTH(ChronoUnit.MONTHS),
  QUARTER(IsoFields.QUARTER_YEARS),
  YEAR(ChronoUnit.YEARS),
  DECADE(ChronoUnit.DECADES),
  CENTURY(ChronoUnit.CENTURIES),
  MILLENNIUM(ChronoUnit.MILLENNIA);

  private final TemporalUnit unit;

  Unit(TemporalUnit unit) {
    this.unit = unit;
  }

  static Unit of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "microsecond", "microseconds", "us", "usec" -> MICROSECOND;
      case "millisecond", "milliseconds", "ms", "msec" -> MILLISECOND;
      case "second", "seconds", "s", "sec", "secs" -> SECOND;
      case "minute", "minutes", "min", "mins", "m" -> MINUTE;
      case "hour", "hours", "h", "hr", "hrs" -> HOUR;
      case "day", "days", "d" -> DAY;
      case "week", "weeks", "w" -> WEEK;
      case "month", "months", "mon", "mons" -> MONTH;
      case "quarter", "quarters" -> QUARTER;
      case "year", "years", "y", "yr", "yrs" -> YEAR;
      case "decade", "decades" -> DECADE;
      case "century", "centuries" -> CENTURY;
      case "millennium", "millennia", "millenium" -> MILLENNIUM;
      default ->
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "'%s' is no unit of time; there are microsecond, millisecond, second, minute, hour, day, week, month, quarter, year, decade, century and millennium"
                .formatted(name));
    };
  }

  LocalDateTime truncate(LocalDateTime time) {
    LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    int year = time.getYear();
    return switch (this) {
      case MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY -> time.truncatedTo(unit);
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER -> day.withDayOfMonth(1).withMonth((time.getMonthValue() - 1) / 3 * 3 + 1);
      case YEAR -> day.withDayOfYear(1);
      case DECADE -> day.withDayOfYear(1).withYear(Math.floorDiv(year, 10) * 10);
      case CENTURY -> day.withDayOfYear(1).withYear(Math.floorDiv(year - 1, 100) * 100 + 1);
      case MILLENNIUM -> day.withDayOfYear(1).withYear(Math.floorDiv(year - 1, 1000) * 1000 + 1);
    };
  }

  LocalDateTime add(LocalDateTime time, long count) {
    try {
      return time.plus(count, unit);
    } catch (DateTimeException | ArithmeticException e) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          "%s and %d units %s are beyond the range of TIMESTAMP"
              .formatted(time, count, name().toLowerCase(Locale.ROOT)),
          e);
    }
  }

  /** Whole units from one time to another: how many can be added to the earlier one; a month from January 31 ends with February. */
  long between(LocalDateTime start, LocalDateTime end) {
    if (start.isAfter(end)) {
      return -between(end, start);
    }
    long whole = unit.between(start, end);
    return unit.isDateBased() && !start.plus(whole + 1, unit).isAfter(end) ? whole + 1 : whole;
  }

  /** Beginnings of the unit from one time to another. */
  long borders(LocalDateTime start, LocalDateTime end) {
    return unit.between(truncate(start), truncate(end));
  }
}
