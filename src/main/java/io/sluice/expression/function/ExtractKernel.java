package io.sluice.expression.function;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.expression.kernel.CivilDate;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;

/** EXTRACT: a field of a DATE or TIMESTAMP as a number. */
public final class ExtractKernel implements ScalarKernel {
  static final long MICROS_PER_SECOND = 1_000_000L;
  static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

  /** The field. Time of day is 0 for a DATE. */
  public enum Part {
    YEAR,
    QUARTER,
    MONTH,
    DAY,
    DAY_OF_WEEK,
    DAY_OF_YEAR,
    HOUR,
    MINUTE,
    SECOND
  }

  private final Part part;

  public ExtractKernel(Part part) {
    this.part = part;
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    long[] output = ((LongVector) result).values();
    FlatVector source = input.argument(0);
    int[] rows = input.rows();
    int count = input.count();
    if (source instanceof IntVector days) {
      int[] values = days.values();
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        output[row] = extract(values[row], 0);
      }
    } else {
      long[] values = ((LongVector) source).values();
      for (int i = 0; i < count; i++) {
        int row = rows == null ? i : rows[i];
        long day = Math.floorDiv(values[row], MICROS_PER_DAY);
        output[row] = extract(day, values[row] - day * MICROS_PER_DAY);
      }
    }
  }

  private long extract(long epochDay, long microsOfDay) {
    return switch (part) {
      case YEAR -> CivilDate.year(epochDay);
      case QUARTER -> (CivilDate.month(epochDay) + 2) / 3;
      case MONTH -> CivilDate.month(epochDay);
      case DAY -> CivilDate.day(epochDay);
      // 1970-01-01 was a Thursday.
      case DAY_OF_WEEK -> Math.floorMod(epochDay + 4, 7L);
      case DAY_OF_YEAR -> epochDay - CivilDate.epochDay(CivilDate.year(epochDay), 1, 1) + 1;
      case HOUR -> microsOfDay / (3_600 * MICROS_PER_SECOND);
      case MINUTE -> microsOfDay / (60 * MICROS_PER_SECOND) % 60;
      case SECOND -> microsOfDay / MICROS_PER_SECOND % 60;
    };
  }
}
