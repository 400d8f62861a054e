package io.sluice.expression.kernel;

import io.sluice.column.BytesVector;

/** LIKE with a constant pattern. */
public final class LikeKernel implements SelectionKernel {
  private final LikePattern pattern;
  private final int flip;

  public LikeKernel(LikePattern pattern, boolean negated) {
    this.pattern = pattern;
    this.flip = negated ? 1 : 0;
  }

  @Override
  public int select(KernelInput input, int[] output) {
    BytesVector source = (BytesVector) input.argument(0);
    byte[] data = source.data();
    int[] offsets = source.offsets();
    int[] rows = input.rows();
    int selected = 0;
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      output[selected] = row;
      selected += (pattern.matches(data, offsets[row], offsets[row + 1]) ? 1 : 0) ^ flip;
    }
    return selected;
  }
}
