package io.sluice.expression.kernel;

import io.sluice.column.FlatVector;
import io.sluice.type.ValueText;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a kernel works on: flat operands of one length, some of them one constant for all rows, and the rows asked for.
 * Owned by one driver and filled anew for each call.
 */
public final class KernelInput {
  /** Computing all rows by a vectorised loop beats picking out the ones asked for while at least one in this many is asked for. */
  private static final int DENSE_ONE_IN = 4;

  private final FlatVector[] arguments;
  private final boolean[] isConstant;
  private int length;
  private int @Nullable [] rows;
  private int count;
  private long @Nullable [] validity;
  private int[] validRows = new int[0];

  public KernelInput(int argumentCount) {
    arguments = new FlatVector[argumentCount];
    isConstant = new boolean[argumentCount];
  }

  /** Sets an operand: a vector of the input's length, or one row for all when it is constant. */
  public void setArgument(int index, FlatVector values, boolean constant) {
    arguments[index] = values;
    isConstant[index] = constant;
  }

  /**
   * Sets the rows.
   *
   * @param vectorLength the length of the operands
   * @param askedRows ascending, or null for all
   * @param combinedValidity clear bits where an operand is NULL, or null when none is
   */
  public void setRows(
      int vectorLength,
      int @Nullable [] askedRows,
      int askedCount,
      long @Nullable [] combinedValidity) {
    length = vectorLength;
    rows = askedRows;
    count = askedRows == null ? vectorLength : askedCount;
    validity = combinedValidity;
  }

  /** Takes the rows with a NULL operand out of the rows asked for. */
  public void skipNulls() {
    long[] valid = validity;
    if (valid == null) {
      return;
    }
    if (validRows.length < count) {
      validRows = new int[Math.max(count, length)];
    }
    count = Selections.whereSet(valid, rows, count, validRows);
    rows = validRows;
    validity = null;
  }

  public int argumentCount() {
    return arguments.length;
  }

  public FlatVector argument(int index) {
    return arguments[index];
  }

  /** Whether row 0 of an operand stands for all rows. */
  public boolean isConstant(int index) {
    return isConstant[index];
  }

  /** The length of the operands and of the result. */
  public int length() {
    return length;
  }

  /** The rows asked for in ascending order, or null for all. */
  public int @Nullable [] rows() {
    return rows;
  }

  /** How many rows are asked for. */
  public int count() {
    return count;
  }

  /** Whether most rows are asked for, so that a cheap kernel that cannot fail at once had better compute all of them. */
  public boolean isDense() {
    return rows == null || (long) count * DENSE_ONE_IN >= length;
  }

  /** The value of an operand, for messages. */
  public String text(int index, int row) {
    FlatVector vector = arguments[index];
    return ValueText.format(vector.type(), vector.value(isConstant[index] ? 0 : row));
  }
}
