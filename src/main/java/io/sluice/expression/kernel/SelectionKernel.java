package io.sluice.expression.kernel;

/** Decides a condition for each row from the values of its operands. Cannot fail. Owned by one driver. */
public interface SelectionKernel {
  /**
   * Writes the rows for which the condition holds in ascending order. What it answers for rows with a NULL operand does not matter.
   *
   * @param output at least {@link KernelInput#count()} long
   * @return how many rows hold
   */
  int select(KernelInput input, int[] output);
}
