package io.sluice.function.time;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
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
  EPOCH;

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
      default -> {
        try {
          yield valueOf(Unit.of(name).name());
        } catch (SluiceException e) {
          throw new SluiceException(
              ErrorCode.INVALID_ARGUMENT,
              "'%s' is no field of a time; there are the units of time, dow, isodow, doy, isoyear, yearweek and epoch"
                  .formatted(name),
              e);
        }
      }
    };
  }

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
      case EPOCH -> time.toEpochSecond(ZoneOffset.UTC);
    };
  }
}
