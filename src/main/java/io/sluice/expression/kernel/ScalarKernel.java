package io.sluice.expression.kernel;

import io.sluice.column.FlatVector;

/** Computes a value for each row from the values of its operands; a row with a NULL operand is NULL. Owned by one driver. */
public interface ScalarKernel {
  /**
   * Writes the results of the rows asked for. The result has the input's length already, and the validity words that follow from the operands.
   *
   * @throws io.sluice.error.SluiceException when a row that is asked for and not NULL has no result
   */
  void compute(KernelInput input, FlatVector result);
}
