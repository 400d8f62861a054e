package io.sluice.function.time;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Interval;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.JulianFields;
import java.util.Locale;

/** A field of a time, by the names that units have and some more. */
enum Field {
  YEAR,
  QUARTER,
  MONTH,
  WEEK,
  DAY,
  DOW,
  ISODOW,
  DOY,
  HOUR,
  MINUTE,
  SECOND,
  MILLISECOND,
  MICROSECOND,
  DECADE,
  CENTURY,
  MILLENNIUM,
  ISOYEAR,
  YEARWEEK,
  ERA,
  JULIAN,
  TIMEZONE,
  EPOCH;

  private static final long SECONDS_PER_DAY = 86_400;
  private static final long MICROS_PER_MINUTE = 60 * Interval.MICROS_PER_SECOND;
  private static final int DAYS_PER_MONTH = 30;
  private static final double DAYS_PER_YEAR = 365.25;
  private static final int MONTHS_PER_YEAR = 12;
  private static final int MONTHS_PER_QUARTER = 3;

  static Field of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "dow", "dayofweek", "weekday" -> DOW;
      case "isodow" -> ISODOW;
      case "doy", "dayofyear" -> DOY;
      case "isoyear" -> ISOYEAR;
      case "yearweek" -> YEARWEEK;
      case "weekofyear" -> WEEK;
      case "dayofmonth" -> DAY;
      case "epoch" -> EPOCH;
      case "era" -> ERA;
      case "julian" -> JULIAN;
      case "timezone" -> TIMEZONE;
      default -> {
        try {
          yield valueOf(Unit.of(name).name());
        } catch (SluiceException e) {
          throw new SluiceException(
              ErrorCode.INVALID_ARGUMENT,
              "'%s' is no field of a time; there are the units of time, dow, isodow, doy, isoyear, yearweek, era, julian, timezone and epoch"
                  .formatted(name),
              e);
        }
      }
    };
  }

  /** Of a TIMESTAMP; JULIAN and EPOCH without their fractions. */
  long of(LocalDateTime time) {
    int year = time.getYear();
    return switch (this) {
      case YEAR -> year;
      case QUARTER -> (time.getMonthValue() + 2) / 3;
      case MONTH -> time.getMonthValue();
      case WEEK -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case DAY -> time.getDayOfMonth();
      case DOW -> time.getDayOfWeek().getValue() % 7;
      case ISODOW -> time.getDayOfWeek().getValue();
      case DOY -> time.getDayOfYear();
      case HOUR -> time.getHour();
      case MINUTE -> time.getMinute();
      case SECOND -> time.getSecond();
      case MILLISECOND -> time.getSecond() * 1_000L + time.get(ChronoField.MILLI_OF_SECOND);
      case MICROSECOND -> time.getSecond() * 1_000_000L + time.get(ChronoField.MICRO_OF_SECOND);
      case DECADE -> Math.floorDiv(year, 10);
      case CENTURY -> Math.floorDiv(year - 1, 100) + 1;
      case MILLENNIUM -> Math.floorDiv(year - 1, 1000) + 1;
      case ISOYEAR -> time.get(IsoFields.WEEK_BASED_YEAR);
      case YEARWEEK ->
        time.get(IsoFields.WEEK_BASED_YEAR) * 100L + time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case ERA -> year > 0 ? 1 : 0;
      case JULIAN -> time.toLocalDate().getLong(JulianFields.JULIAN_DAY);
      case TIMEZONE -> 0;
      case EPOCH -> time.toEpochSecond(ZoneOffset.UTC);
    };
  }

  /**
   * Of an INTERVAL: years of its months, days, and hours and shorter of its microseconds.
   *
   * @throws SluiceException of code INVALID_ARGUMENT where intervals have no such field
   */
  long of(Interval interval) {
    long seconds = interval.micros() / Interval.MICROS_PER_SECOND;
    return switch (this) {
      case YEAR -> interval.months() / MONTHS_PER_YEAR;
      case QUARTER -> interval.months() % MONTHS_PER_YEAR / MONTHS_PER_QUARTER + 1;
      case MONTH -> interval.months() % MONTHS_PER_YEAR;
      case DAY -> interval.days();
      case HOUR -> seconds / 3_600;
      case MINUTE -> seconds / 60 % 60;
      case SECOND -> seconds % 60;
      case MILLISECOND -> interval.micros() % MICROS_PER_MINUTE / 1_000;
      case MICROSECOND -> interval.micros() % MICROS_PER_MINUTE;
      case DECADE -> interval.months() / (10 * MONTHS_PER_YEAR);
      case CENTURY -> interval.months() / (100 * MONTHS_PER_YEAR);
      case MILLENNIUM -> interval.months() / (1_000 * MONTHS_PER_YEAR);
      case EPOCH -> (long) epoch(interval);
      default -> throw absent("an INTERVAL");
    };
  }

  /**
   * Of a TIME in microseconds.
   *
   * @throws SluiceException of code INVALID_ARGUMENT where times of day have no such field
   */
  long ofTimeOfDay(long micros) {
    return switch (this) {
      case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, EPOCH -> of(new Interval(0, 0, micros));
      case TIMEZONE -> 0;
      default -> throw absent("a TIME");
    };
  }

  private SluiceException absent(String type) {
    return new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        "'%s' is no field of %s".formatted(name().toLowerCase(Locale.ROOT), type));
  }

  /** The seconds of an interval, a year of 365.25 days and other months of 30. */
  static double epoch(Interval interval) {
    int years = interval.months() / MONTHS_PER_YEAR;
    double days = years * DAYS_PER_YEAR
        + interval.months() % MONTHS_PER_YEAR * DAYS_PER_MONTH
        + interval.days();
    return days * SECONDS_PER_DAY + (double) interval.micros() / Interval.MICROS_PER_SECOND;
  }

  /** Days since noon of 24 November 4714 BC, as astronomers count them, but from midnight. */
  static double julian(LocalDateTime time) {
    return time.toLocalDate().getLong(JulianFields.JULIAN_DAY)
        + time.toLocalTime().toNanoOfDay() / (SECONDS_PER_DAY * 1e9);
  }
}
