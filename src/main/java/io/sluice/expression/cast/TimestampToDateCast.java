package io.sluice.expression.cast;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;

/** TIMESTAMP to the day it is on. */
final class TimestampToDateCast implements ScalarKernel {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    long[] micros = ((LongVector) input.argument(0)).values();
    int[] days = ((IntVector) result).values();
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      days[row] = (int) Math.floorDiv(micros[row], MICROS_PER_DAY);
    }
  }
}
