package io.sluice.expression.series;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Interval;
import java.util.List;

/** Values that begin somewhere and follow each other at a step: numbers, or timestamps in microseconds. Immutable. */
public sealed interface Series permits LinearSeries, CalendarSeries {
  Series EMPTY = new LinearSeries(0, 1, 0);

  /** How many values there are; exact for a {@link LinearSeries}. */
  double size();

  /** That many series which give the same values, in this order; some may be empty. */
  List<Series> split(int parts);

  /** Reads the values from the first one on. */
  SeriesCursor cursor();

  /**
   * Whole numbers from start on, down for a negative step.
   *
   * @throws SluiceException of code INVALID_ARGUMENT when the step is 0 or there are more than 2^63 - 1 numbers
   */
  static Series ofNumbers(long start, long stop, long step, boolean isStopIncluded) {
    if (step == 0) {
      throw zeroStep();
    }
    boolean isEmpty = step > 0 ? start > stop : start < stop;
    if (isEmpty || start == stop && !isStopIncluded) {
      return EMPTY;
    }
    long distance = step > 0 ? stop - start : start - stop;
    long steps = Long.divideUnsigned(isStopIncluded ? distance : distance - 1, Math.abs(step));
    if (steps < 0 || steps == Long.MAX_VALUE) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "A series from %d to %d has more than %d values".formatted(start, stop, Long.MAX_VALUE));
    }
    return new LinearSeries(start, step, steps + 1);
  }

  /**
   * Timestamps from start on, down for a negative step. The step is added again and again, so that a day which a month does not have becomes its last and stays so.
   *
   * @throws SluiceException of code INVALID_ARGUMENT when the step is 0 or leads forwards in one part and back in another
   */
  static Series ofTimes(long start, long stop, Interval step, boolean isStopIncluded) {
    boolean isForward = step.months() > 0 || step.days() > 0 || step.micros() > 0;
    boolean isBackward = step.months() < 0 || step.days() < 0 || step.micros() < 0;
    if (isForward && isBackward) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "The step '" + step
              + "' of a series leads forwards and back; give all its parts one sign");
    }
    if (!isForward && !isBackward) {
      throw zeroStep();
    }
    return step.months() == 0
        ? ofNumbers(start, stop, micros(step), isStopIncluded)
        : new CalendarSeries(start, stop, step, isStopIncluded);
  }

  private static long micros(Interval step) {
    try {
      return Math.addExact(Math.multiplyExact(step.days(), Interval.MICROS_PER_DAY), step.micros());
    } catch (ArithmeticException e) {
      throw new SluiceException(
          ErrorCode.NUMERIC_OVERFLOW, "The step '" + step + "' of a series is too long", e);
    }
  }

  private static SluiceException zeroStep() {
    return new SluiceException(ErrorCode.INVALID_ARGUMENT, "The step of a series must not be 0");
  }
}
