package io.sluice.column;

/**
 * Writes the rows that a loop selects, four at a time. All four are judged before one is written: a loop that judges and writes one row after the other takes up to three times as long, as
 * each read waits for the writes before it whose addresses end alike.
 */
public final class SelectedRows {
  private SelectedRows() {}

  /**
   * Appends those of four consecutive rows whose bit is 1; the array has room for all four.
   *
   * @return the position behind them
   */
  public static int append(
      int[] output, int position, int row, int bit0, int bit1, int bit2, int bit3) {
    return append(output, position, row, row + 1, row + 2, row + 3, bit0, bit1, bit2, bit3);
  }

  /** {@link #append(int[], int, int, int, int, int, int)} for any four rows. */
  public static int append(
      int[] output,
      int position,
      int row0,
      int row1,
      int row2,
      int row3,
      int bit0,
      int bit1,
      int bit2,
      int bit3) {
    int position1 = position + bit0;
    int position2 = position1 + bit1;
    int position3 = position2 + bit2;
    output[position] = row0;
    output[position1] = row1;
    output[position2] = row2;
    output[position3] = row3;
    return position3 + bit3;
  }
}
