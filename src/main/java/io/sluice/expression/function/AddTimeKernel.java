package io.sluice.expression.function;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.CivilDate;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import java.util.Locale;

/** A DATE or TIMESTAMP moved by months, days or microseconds. By months, a day that the month does not have becomes its last. */
public final class AddTimeKernel implements ScalarKernel {
  /** What is counted. */
  public enum Unit {
    MONTHS,
    DAYS,
    MICROS
  }

  private final Unit unit;

  public AddTimeKernel(Unit unit) {
    this.unit = unit;
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    FlatVector source = input.argument(0);
    long[] amounts = ((LongVector) input.argument(1)).values();
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      int sourceRow = input.isConstant(0) ? 0 : row;
      long amount = amounts[input.isConstant(1) ? 0 : row];
      try {
        if (source instanceof IntVector days) {
          ((IntVector) result).values()[row] =
              Math.toIntExact(addToDay(days.values()[sourceRow], amount));
        } else {
          ((LongVector) result).values()[row] =
              addToMicros(((LongVector) source).values()[sourceRow], amount);
        }
      } catch (ArithmeticException outOfRange) {
        throw new SluiceException(
            ErrorCode.NUMERIC_OVERFLOW,
            input.text(0, row) + " plus " + amount + " " + unit.name().toLowerCase(Locale.ROOT)
                + " does not fit " + source.type());
      }
    }
  }

  private long addToDay(long day, long amount) {
    return unit == Unit.MONTHS ? CivilDate.plusMonths(day, amount) : Math.addExact(day, amount);
  }

  private long addToMicros(long micros, long amount) {
    if (unit == Unit.MICROS) {
      return Math.addExact(micros, amount);
    }
    long day = Math.floorDiv(micros, ExtractKernel.MICROS_PER_DAY);
    long timeOfDay = micros - day * ExtractKernel.MICROS_PER_DAY;
    long moved = addToDay(day, amount);
    // The first day of the range has no midnight in it: count back from the next one.
    return moved < 0
        ? Math.addExact(
            Math.multiplyExact(moved + 1, ExtractKernel.MICROS_PER_DAY),
            timeOfDay - ExtractKernel.MICROS_PER_DAY)
        : Math.addExact(Math.multiplyExact(moved, ExtractKernel.MICROS_PER_DAY), timeOfDay);
  }
}
