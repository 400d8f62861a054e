package io.sluice.expression.kernel;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.type.DataType;
import org.jspecify.annotations.Nullable;

/** Arithmetic whose operands and result are {@code double} arrays: DOUBLE. */
public final class DoubleArithmeticKernel implements ScalarKernel {
  /** One of the loops of {@link DoubleArithmetic}. */
  interface Operation {
    long apply(double[] left, double[] right, double[] output, int @Nullable [] rows, int count);
  }

  private final String symbol;
  private final DataType type;
  private final boolean isCheap;
  private final Operation operation;
  private final DoubleOperand left = new DoubleOperand();
  private final DoubleOperand right = new DoubleOperand();

  DoubleArithmeticKernel(String symbol, DataType type, boolean isCheap, Operation operation) {
    this.symbol = symbol;
    this.type = type;
    this.isCheap = isCheap;
    this.operation = operation;
  }

  public static DoubleArithmeticKernel add() {
    return new DoubleArithmeticKernel("+", DataType.DOUBLE, true, DoubleArithmetic::add);
  }

  public static DoubleArithmeticKernel subtract() {
    return new DoubleArithmeticKernel("-", DataType.DOUBLE, true, DoubleArithmetic::subtract);
  }

  public static DoubleArithmeticKernel multiply() {
    return new DoubleArithmeticKernel("*", DataType.DOUBLE, true, DoubleArithmetic::multiply);
  }

  public static DoubleArithmeticKernel divide() {
    return new DoubleArithmeticKernel("/", DataType.DOUBLE, false, DoubleArithmetic::divide);
  }

  public static DoubleArithmeticKernel modulo() {
    return new DoubleArithmeticKernel("%", DataType.DOUBLE, false, DoubleArithmetic::modulo);
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    double[] a = left.values(input, 0);
    double[] b = right.values(input, 1);
    double[] output = ((DoubleVector) result).values();
    long failed = isCheap && input.isDense()
        ? operation.apply(a, b, output, null, input.length())
        : operation.apply(a, b, output, input.rows(), input.count());
    if (failed < 0) {
      throwFirst(input, a, b, output);
    }
  }

  /** Some row failed, but perhaps one that is NULL or that nobody asked for. */
  private void throwFirst(KernelInput input, double[] a, double[] b, double[] output) {
    input.skipNulls();
    int[] rows = input.rows();
    int[] single = new int[1];
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      single[0] = row;
      if (operation.apply(a, b, output, single, 1) < 0 && isFailure(a[row], b[row])) {
        boolean isDivision = symbol.equals("/") || symbol.equals("%");
        throw isDivision && b[row] == 0
            ? ArithmeticFailure.divisionByZero(input, row, symbol)
            : ArithmeticFailure.overflow(input, row, symbol, type);
      }
    }
  }

  /** Infinity and NaN are results like others where an operand is one of them, and division by zero fails all the same. */
  private boolean isFailure(double a, double b) {
    boolean isDivision = symbol.equals("/") || symbol.equals("%");
    return isDivision && b == 0 && !Double.isNaN(a) || Double.isFinite(a) && Double.isFinite(b);
  }
}
