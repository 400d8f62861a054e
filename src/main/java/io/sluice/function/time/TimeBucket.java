package io.sluice.function.time;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Interval;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Buckets of equal width along the time.
 *
 * @param months the width of buckets that are counted in months, or 0
 * @param micros the width of others in microseconds, or 0
 * @param origin where a bucket begins; of those in months, in whose month
 */
record TimeBucket(int months, long micros, long origin) {
  private static final int MONTHS_PER_YEAR = 12;
  private static final long MONTHS_ORIGIN =
      micros((int) LocalDate.of(2000, 1, 1).toEpochDay());
  private static final long MICROS_ORIGIN =
      micros((int) LocalDate.of(2000, 1, 3).toEpochDay());

  static TimeBucket of(Interval width) {
    return of(width, width.months() > 0 ? MONTHS_ORIGIN : MICROS_ORIGIN);
  }

  /**
   * @throws SluiceException of code INVALID_ARGUMENT when the width is not above zero, or has months and days
   */
  static TimeBucket of(Interval width, long origin) {
    long micros = micros(width.days()) + width.micros();
    boolean isValid = width.months() == 0 ? micros > 0 : width.months() > 0 && micros == 0;
    if (!isValid) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "A bucket is some months, or some days and time, wide, and more than nothing; not "
              + width);
    }
    return new TimeBucket(width.months(), micros, origin);
  }

  static long micros(int days) {
    return days * Interval.MICROS_PER_DAY;
  }

  static int dayOf(long micros) {
    return Math.toIntExact(Math.floorDiv(micros, Interval.MICROS_PER_DAY));
  }

  /** The beginning of the bucket that a time is in. */
  long begin(long time) {
    if (months == 0) {
      return Math.subtractExact(time, Math.floorMod(Math.subtractExact(time, origin), micros));
    }
    int first = month(origin);
    int month = first + Math.floorDiv(month(time) - first, months) * months;
    return Times.micros(LocalDate.of(
            Math.floorDiv(month, MONTHS_PER_YEAR), Math.floorMod(month, MONTHS_PER_YEAR) + 1, 1)
        .atStartOfDay());
  }

  /** The same of buckets that are moved. */
  long begin(long time, Interval offset) {
    return moved(begin(moved(time, offset.negated())), offset);
  }

  private static long moved(long time, Interval by) {
    LocalDateTime moved = Times.timestamp(time).plusMonths(by.months()).plusDays(by.days());
    return Math.addExact(Times.micros(moved), by.micros());
  }

  private static int month(long time) {
    LocalDateTime date = Times.timestamp(time);
    return date.getYear() * MONTHS_PER_YEAR + date.getMonthValue() - 1;
  }
}
