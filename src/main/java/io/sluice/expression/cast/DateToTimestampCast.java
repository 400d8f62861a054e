package io.sluice.expression.cast;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;

/** DATE to its midnight. */
final class DateToTimestampCast implements ScalarKernel {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long MAX_DAYS = Long.MAX_VALUE / MICROS_PER_DAY;

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    int[] days = ((IntVector) input.argument(0)).values();
    long[] micros = ((LongVector) result).values();
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      if (Math.abs((long) days[row]) > MAX_DAYS) {
        throw CastFailure.overflow(input, row, DataType.TIMESTAMP);
      }
      micros[row] = days[row] * MICROS_PER_DAY;
    }
  }
}
