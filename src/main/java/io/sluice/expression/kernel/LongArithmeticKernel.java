package io.sluice.expression.kernel;

import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.type.DataType;
import org.jspecify.annotations.Nullable;

/** Arithmetic whose operands and result are {@code long} arrays: BIGINT. */
public final class LongArithmeticKernel implements ScalarKernel {
  /** One of the loops of {@link LongArithmetic}. */
  interface Operation {
    long apply(long[] left, long[] right, long[] output, int @Nullable [] rows, int count);
  }

  private final String symbol;
  private final DataType type;
  private final boolean isCheap;
  private final Operation operation;
  private final LongOperand left = new LongOperand();
  private final LongOperand right = new LongOperand();

  LongArithmeticKernel(String symbol, DataType type, boolean isCheap, Operation operation) {
    this.symbol = symbol;
    this.type = type;
    this.isCheap = isCheap;
    this.operation = operation;
  }

  public static LongArithmeticKernel add() {
    return new LongArithmeticKernel("+", DataType.BIGINT, true, LongArithmetic::add);
  }

  public static LongArithmeticKernel subtract() {
    return new LongArithmeticKernel("-", DataType.BIGINT, true, LongArithmetic::subtract);
  }

  public static LongArithmeticKernel multiply() {
    return new LongArithmeticKernel("*", DataType.BIGINT, true, LongArithmetic::multiply);
  }

  public static LongArithmeticKernel divide() {
    return new LongArithmeticKernel("/", DataType.BIGINT, false, LongArithmetic::divide);
  }

  public static LongArithmeticKernel modulo() {
    return new LongArithmeticKernel("%", DataType.BIGINT, false, LongArithmetic::modulo);
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    long[] a = left.values(input, 0);
    long[] b = right.values(input, 1);
    long[] output = ((LongVector) result).values();
    long failed = isCheap && input.isDense()
        ? operation.apply(a, b, output, null, input.length())
        : operation.apply(a, b, output, input.rows(), input.count());
    if (failed < 0) {
      throwFirst(input, a, b, output);
    }
  }

  /** Some row failed, but perhaps one that is NULL or that nobody asked for. */
  private void throwFirst(KernelInput input, long[] a, long[] b, long[] output) {
    input.skipNulls();
    int[] rows = input.rows();
    int[] single = new int[1];
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      single[0] = row;
      if (operation.apply(a, b, output, single, 1) < 0) {
        boolean isDivision = symbol.equals("/") || symbol.equals("%");
        throw isDivision && b[row] == 0
            ? ArithmeticFailure.divisionByZero(input, row, symbol)
            : ArithmeticFailure.overflow(input, row, symbol, type);
      }
    }
  }
}
