package io.sluice.function.time;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Interval;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Between the engine's numbers and times of the Java platform. */
final class Times {
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long NANOS_PER_MICRO = 1_000L;
  private static final double MAX_SECONDS = 9e12;

  private Times() {}

  static LocalDateTime timestamp(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND),
        (int) (Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO),
        ZoneOffset.UTC);
  }

  static long micros(LocalDateTime time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), MICROS_PER_SECOND),
          time.getNano() / NANOS_PER_MICRO);
    } catch (ArithmeticException e) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW, time + " is beyond the range of TIMESTAMP", e);
    }
  }

  static int days(LocalDate date) {
    long days = date.toEpochDay();
    if (days != (int) days) {
      throw new SluiceException(ErrorCode.NUMERIC_OVERFLOW, date + " is beyond the range of DATE");
    }
    return (int) days;
  }

  static LocalDate lastDay(LocalDate date) {
    return date.with(TemporalAdjusters.lastDayOfMonth());
  }

  static LocalDate date(long year, long month, long day) {
    try {
      return LocalDate.of(Math.toIntExact(year), Math.toIntExact(month), Math.toIntExact(day));
    } catch (DateTimeException | ArithmeticException e) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "There is no date of year %d, month %d, day %d".formatted(year, month, day),
          e);
    }
  }

  static LocalDate dateOfDays(long days) {
    if (days < Integer.MIN_VALUE || days > Integer.MAX_VALUE) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW, days + " days are beyond the range of DATE");
    }
    return LocalDate.ofEpochDay(days);
  }

  static LocalDateTime timestamp(LocalDate date, long hour, long minute, double second) {
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(second >= 0 && second < 60)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "There is no time of hour %d, minute %d, second %s".formatted(hour, minute, second));
    }
    long micros = Math.round(second * MICROS_PER_SECOND);
    return date.atTime((int) hour, (int) minute).plusNanos(micros * NANOS_PER_MICRO);
  }

  static long microsOfSeconds(double seconds) {
    if (!(Math.abs(seconds) < MAX_SECONDS)) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW, seconds + " seconds are beyond the range of TIMESTAMP");
    }
    return Math.round(seconds * MICROS_PER_SECOND);
  }

  static long microsOfMillis(long millis) {
    try {
      return Math.multiplyExact(millis, 1_000L);
    } catch (ArithmeticException e) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW,
          millis + " milliseconds are beyond the range of TIMESTAMP",
          e);
    }
  }

  /** By fields, as a calendar counts: days that are missing are borrowed from the month of the earlier time. */
  static Interval age(LocalDateTime end, LocalDateTime start) {
    if (end.isBefore(start)) {
      return age(start, end).negated();
    }
    int months =
        (end.getYear() - start.getYear()) * 12 + end.getMonthValue() - start.getMonthValue();
    int days = end.getDayOfMonth() - start.getDayOfMonth();
    long micros =
        (end.toLocalTime().toNanoOfDay() - start.toLocalTime().toNanoOfDay()) / NANOS_PER_MICRO;
    if (micros < 0) {
      micros += Interval.MICROS_PER_DAY;
      days--;
    }
    if (days < 0) {
      days += start.toLocalDate().lengthOfMonth();
      months--;
    }
    return new Interval(months, days, micros);
  }

  static String monthName(LocalDateTime time) {
    return time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  static long nanosOfMicros(long micros) {
    try {
      return Math.multiplyExact(micros, NANOS_PER_MICRO);
    } catch (ArithmeticException e) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW, timestamp(micros) + " is beyond the range of nanoseconds", e);
    }
  }

  static String dayName(LocalDateTime time) {
    return time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }
}
