package io.sluice.expression.kernel;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.type.DataType;
import org.jspecify.annotations.Nullable;

/** Arithmetic whose operands and result are {@code int} arrays: INTEGER. */
public final class IntArithmeticKernel implements ScalarKernel {
  /** One of the loops of {@link IntArithmetic}. */
  interface Operation {
    long apply(int[] left, int[] right, int[] output, int @Nullable [] rows, int count);
  }

  private final String symbol;
  private final DataType type;
  private final boolean isCheap;
  private final Operation operation;
  private final IntOperand left = new IntOperand();
  private final IntOperand right = new IntOperand();

  IntArithmeticKernel(String symbol, DataType type, boolean isCheap, Operation operation) {
    this.symbol = symbol;
    this.type = type;
    this.isCheap = isCheap;
    this.operation = operation;
  }

  public static IntArithmeticKernel add() {
    return new IntArithmeticKernel("+", DataType.INTEGER, true, IntArithmetic::add);
  }

  public static IntArithmeticKernel subtract() {
    return new IntArithmeticKernel("-", DataType.INTEGER, true, IntArithmetic::subtract);
  }

  public static IntArithmeticKernel multiply() {
    return new IntArithmeticKernel("*", DataType.INTEGER, true, IntArithmetic::multiply);
  }

  public static IntArithmeticKernel divide() {
    return new IntArithmeticKernel("/", DataType.INTEGER, false, IntArithmetic::divide);
  }

  public static IntArithmeticKernel modulo() {
    return new IntArithmeticKernel("%", DataType.INTEGER, false, IntArithmetic::modulo);
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    int[] a = left.values(input, 0);
    int[] b = right.values(input, 1);
    int[] output = ((IntVector) result).values();
    long failed = isCheap && input.isDense()
        ? operation.apply(a, b, output, null, input.length())
        : operation.apply(a, b, output, input.rows(), input.count());
    if (failed < 0) {
      throwFirst(input, a, b, output);
    }
  }

  /** Some row failed, but perhaps one that is NULL or that nobody asked for. */
  private void throwFirst(KernelInput input, int[] a, int[] b, int[] output) {
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
