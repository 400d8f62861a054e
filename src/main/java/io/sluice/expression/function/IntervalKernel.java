package io.sluice.expression.function;

import io.sluice.column.BytesVector;
import io.sluice.column.Decimal128Vector;
import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.BytesOutput;
import io.sluice.expression.kernel.CivilDate;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;
import io.sluice.type.Interval;
import io.sluice.type.TypeKind;
import org.jspecify.annotations.Nullable;

/** Arithmetic of INTERVALs, and of dates and times with them. */
public final class IntervalKernel implements ScalarKernel {
  private static final long NANOS_PER_MICRO = 1_000L;

  /** What is computed of one row. */
  private interface Operation {
    /** An {@link ArithmeticException} when the result does not fit. */
    void compute(KernelInput input, int row, FlatVector result);
  }

  private final Operation operation;

  private IntervalKernel(Operation operation) {
    this.operation = operation;
  }

  /** (INTERVAL, INTERVAL) → INTERVAL. */
  public static IntervalKernel plus() {
    return new IntervalKernel((input, row, result) ->
        result.putValue(row, interval(input, 0, row).plus(interval(input, 1, row))));
  }

  /** (INTERVAL) → INTERVAL. */
  public static IntervalKernel negate() {
    return new IntervalKernel(
        (input, row, result) -> result.putValue(row, interval(input, 0, row).negated()));
  }

  /** (INTERVAL, DOUBLE) → INTERVAL. */
  public static IntervalKernel multiply() {
    return new IntervalKernel((input, row, result) ->
        result.putValue(row, interval(input, 0, row).times(number(input, 1, row))));
  }

  /** (INTERVAL, DOUBLE) → INTERVAL. Division by zero is an error. */
  public static IntervalKernel divide() {
    return new IntervalKernel((input, row, result) -> {
      double divisor = number(input, 1, row);
      if (divisor == 0) {
        throw new SluiceException(
            ErrorCode.DIVISION_BY_ZERO, "Division by zero: " + input.text(0, row) + " / 0");
      }
      result.putValue(row, interval(input, 0, row).times(1 / divisor));
    });
  }

  /** (INTERVAL) → DECIMAL(38, 0): the length in microseconds, by which intervals are compared. */
  public static IntervalKernel length() {
    return new IntervalKernel((input, row, result) -> {
      Interval interval = interval(input, 0, row);
      ((Decimal128Vector) result).high()[row] = interval.lengthHigh();
      ((Decimal128Vector) result).low()[row] = interval.lengthLow();
    });
  }

  /** (T, T) → INTERVAL of days and a time, for two TIMESTAMPs of one type; of a time, for two TIMEs. */
  public static IntervalKernel between(DataType type) {
    return new IntervalKernel((input, row, result) -> {
      long difference = Math.subtractExact(number64(input, 0, row), number64(input, 1, row));
      long micros =
          type.kind() == TypeKind.TIMESTAMP_NANOS ? difference / NANOS_PER_MICRO : difference;
      long days = type.kind() == TypeKind.TIME ? 0 : micros / Interval.MICROS_PER_DAY;
      result.putValue(
          row, new Interval(0, Math.toIntExact(days), micros - days * Interval.MICROS_PER_DAY));
    });
  }

  /** (T, INTERVAL) → T, for a DATE, a TIME or a TIMESTAMP: first the months, then the days, then the time. */
  public static IntervalKernel add(DataType type) {
    return new IntervalKernel((input, row, result) -> {
      Interval interval = interval(input, 1, row);
      if (result instanceof IntVector days) {
        long start = ((IntVector) input.argument(0)).values()[place(input, 0, row)];
        days.values()[row] = Math.toIntExact(Math.addExact(
            CivilDate.plusMonths(start, interval.months()),
            Math.addExact(interval.days(), interval.micros() / Interval.MICROS_PER_DAY)));
      } else {
        ((LongVector) result).values()[row] = add(type, number64(input, 0, row), interval);
      }
    });
  }

  private static long add(DataType type, long start, Interval interval) {
    return switch (type.kind()) {
      case TIME ->
        Math.floorMod(start + interval.micros() % Interval.MICROS_PER_DAY, Interval.MICROS_PER_DAY);
      case TIMESTAMP_NANOS -> {
        long micros = Math.floorDiv(start, NANOS_PER_MICRO);
        long rest = start - micros * NANOS_PER_MICRO;
        yield Math.addExact(
            Math.multiplyExact(addToMicros(micros, interval), NANOS_PER_MICRO), rest);
      }
      default -> addToMicros(start, interval);
    };
  }

  private static long addToMicros(long start, Interval interval) {
    long day = Math.floorDiv(start, Interval.MICROS_PER_DAY);
    long timeOfDay = start - day * Interval.MICROS_PER_DAY;
    long moved =
        Math.addExact(CivilDate.plusMonths(day, interval.months()), (long) interval.days());
    return Math.addExact(
        Math.addExact(Math.multiplyExact(moved, Interval.MICROS_PER_DAY), timeOfDay),
        interval.micros());
  }

  private static int place(KernelInput input, int argument, int row) {
    return input.isConstant(argument) ? 0 : row;
  }

  private static Interval interval(KernelInput input, int argument, int row) {
    return (Interval) required(input.argument(argument).value(place(input, argument, row)));
  }

  private static double number(KernelInput input, int argument, int row) {
    return ((DoubleVector) input.argument(argument)).values()[place(input, argument, row)];
  }

  private static long number64(KernelInput input, int argument, int row) {
    return ((LongVector) input.argument(argument)).values()[place(input, argument, row)];
  }

  private static Object required(@Nullable Object value) {
    if (value == null) {
      throw new IllegalStateException("a kernel sees no NULL");
    }
    return value;
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    BytesOutput bytes = result instanceof BytesVector vector ? new BytesOutput(vector) : null;
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      if (bytes != null) {
        bytes.finish(row);
        bytes.written(row);
      }
      try {
        operation.compute(input, row, result);
      } catch (ArithmeticException outOfRange) {
        throw new SluiceException(
            ErrorCode.NUMERIC_OVERFLOW,
            "The result of arithmetic with "
                + input.text(0, row)
                + (input.argumentCount() > 1 ? " and " + input.text(1, row) : "")
                + " does not fit " + result.type());
      }
    }
    if (bytes != null) {
      bytes.finish(result.length());
    }
  }
}
