package io.sluice.expression.kernel;

import io.sluice.type.DecimalType;

/** A comparison of DECIMALs that 64 bits do not hold at one scale. */
public final class WideDecimalComparison implements SelectionKernel {
  private final Comparison comparison;
  private final int leftShift;
  private final int rightShift;
  private final Int128 left = new Int128();
  private final Int128 right = new Int128();

  public WideDecimalComparison(Comparison comparison, DecimalType left, DecimalType right) {
    this.comparison = comparison;
    int scale = Math.max(left.scale(), right.scale());
    this.leftShift = scale - left.scale();
    this.rightShift = scale - right.scale();
  }

  @Override
  public int select(KernelInput input, int[] output) {
    DecimalOperand leftOperand = DecimalOperand.of(input, 0);
    DecimalOperand rightOperand = DecimalOperand.of(input, 1);
    int[] rows = input.rows();
    int selected = 0;
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      scaleUp(left.set(leftOperand.high(row), leftOperand.low(row)), leftShift);
      scaleUp(right.set(rightOperand.high(row), rightOperand.low(row)), rightShift);
      output[selected] = row;
      selected += bit() ^ comparison.flip();
    }
    return selected;
  }

  private int bit() {
    if (!comparison.isOrder()) {
      long difference = left.high() ^ right.high() | left.low() ^ right.low();
      return difference == 0 ? 0 : 1;
    }
    Int128 first = comparison.isSwapped() ? right : left;
    Int128 second = comparison.isSwapped() ? left : right;
    return Int128.isLess(first.high(), first.low(), second.high(), second.low()) ? 1 : 0;
  }

  /** Only one side is scaled, and a product beyond 128 bits is beyond every value of the other: the outermost number stands for it. */
  private static void scaleUp(Int128 value, int digits) {
    boolean isNegative = value.high() < 0;
    if (!value.rescale(digits)) {
      value.set(isNegative ? Long.MIN_VALUE : Long.MAX_VALUE, isNegative ? 0 : -1L);
    }
  }
}
