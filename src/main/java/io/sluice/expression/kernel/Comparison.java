package io.sluice.expression.kernel;

/**
 * A comparison in terms of the two there are loops for: left is less than right, and left differs from right.
 *
 * @param isOrder whether it asks for less, not for different
 * @param isSwapped whether the operands change places
 * @param flip 1 when the answer is the opposite, else 0
 */
public record Comparison(boolean isOrder, boolean isSwapped, int flip) {
  public static final Comparison EQUAL = new Comparison(false, false, 1);
  public static final Comparison NOT_EQUAL = new Comparison(false, false, 0);
  public static final Comparison LESS = new Comparison(true, false, 0);
  public static final Comparison LESS_OR_EQUAL = new Comparison(true, true, 1);
  public static final Comparison GREATER = new Comparison(true, true, 0);
  public static final Comparison GREATER_OR_EQUAL = new Comparison(true, false, 1);

  /** The same comparison with the operands named in the other order. */
  Comparison swapped() {
    return new Comparison(isOrder, isOrder && !isSwapped, flip);
  }
}
