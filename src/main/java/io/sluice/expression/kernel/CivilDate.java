package io.sluice.expression.kernel;

/**
 * The proleptic Gregorian calendar in days since 1970-01-01, by arithmetic alone.
 *
 * <p>Years are counted from March, so that the leap day is the last one and months have a regular pattern; eras of 400 years repeat.
 */
public final class CivilDate {
  private static final int DAYS_PER_ERA = 146_097;
  /** From 0000-03-01 to 1970-01-01. */
  private static final int EPOCH_SHIFT = 719_468;

  private CivilDate() {}

  public static long epochDay(long year, int month, int day) {
    long marchYear = month <= 2 ? year - 1 : year;
    long era = Math.floorDiv(marchYear, 400L);
    long yearOfEra = marchYear - era * 400;
    long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * DAYS_PER_ERA + dayOfEra - EPOCH_SHIFT;
  }

  public static int year(long epochDay) {
    return (int) (packed(epochDay) >> 16);
  }

  /** 1 to 12. */
  public static int month(long epochDay) {
    return (int) (packed(epochDay) >> 8) & 0xFF;
  }

  /** 1 to 31. */
  public static int day(long epochDay) {
    return (int) packed(epochDay) & 0xFF;
  }

  /** Year, month in bits 8 to 15 and day in bits 0 to 7. */
  private static long packed(long epochDay) {
    long shifted = epochDay + EPOCH_SHIFT;
    long era = Math.floorDiv(shifted, (long) DAYS_PER_ERA);
    int dayOfEra = (int) (shifted - era * DAYS_PER_ERA);
    int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    return year << 16 | (long) month << 8 | day;
  }

  public static boolean isLeapYear(long year) {
    return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  public static int daysInMonth(long year, int month) {
    return switch (month) {
      case 2 -> isLeapYear(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /**
   * The day some months later. A day that the month does not have becomes its last.
   *
   * @throws ArithmeticException when the year is out of range
   */
  public static long plusMonths(long epochDay, long amount) {
    long months = Math.addExact(year(epochDay) * 12L + month(epochDay) - 1, amount);
    long year = Math.floorDiv(months, 12L);
    if (year != (int) year) {
      throw new ArithmeticException("year out of range");
    }
    int month = (int) (months - year * 12) + 1;
    return epochDay(year, month, Math.min(day(epochDay), daysInMonth(year, month)));
  }
}
