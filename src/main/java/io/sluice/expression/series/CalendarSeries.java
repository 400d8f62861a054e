package io.sluice.expression.series;

import io.sluice.expression.kernel.CivilDate;
import io.sluice.type.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Timestamps in microseconds whose step has months. A value depends on the one before it, so the series is not divided.
 *
 * @param step months and what else is added to each value, all of one sign
 */
public record CalendarSeries(long start, long stop, Interval step, boolean isStopIncluded)
    implements Series {
  public CalendarSeries {
    if (step.months() == 0) {
      throw new IllegalArgumentException("a step without months");
    }
  }

  @Override
  public double size() {
    double length =
        step.lengthHigh() * 0x1p64 + (step.lengthLow() >>> 1) * 2.0 + (step.lengthLow() & 1);
    return Math.max(0, Math.floor(((double) stop - start) / length) + 1);
  }

  @Override
  public List<Series> split(int parts) {
    List<Series> split = new ArrayList<>(Collections.nCopies(parts, EMPTY));
    split.set(0, this);
    return split;
  }

  @Override
  public SeriesCursor cursor() {
    return new SeriesCursor() {
      private long next = start;
      private boolean isDone = !holds(start);

      @Override
      public int next(long[] values, int limit) {
        int size = 0;
        while (size < limit && !isDone) {
          values[size++] = next;
          advance();
        }
        return size;
      }

      private void advance() {
        try {
          next = plusStep(next);
          isDone = !holds(next);
        } catch (ArithmeticException beyondAllTimes) {
          isDone = true;
        }
      }
    };
  }

  private boolean holds(long value) {
    if (value == stop) {
      return isStopIncluded;
    }
    return step.months() > 0 ? value < stop : value > stop;
  }

  private long plusStep(long micros) {
    long day = Math.floorDiv(micros, Interval.MICROS_PER_DAY);
    long timeOfDay = micros - day * Interval.MICROS_PER_DAY;
    long moved = Math.addExact(CivilDate.plusMonths(day, step.months()), step.days());
    return Math.addExact(
        Math.addExact(Math.multiplyExact(moved, Interval.MICROS_PER_DAY), timeOfDay),
        step.micros());
  }

  @Override
  public String toString() {
    return "%d to %d by %s".formatted(start, stop, step);
  }
}
