package io.sluice.operator.join.match;

import io.sluice.memory.MemoryReservation;

/** Integer keys that lie close together: an array from the least key to the greatest. */
final class DenseJoinTable extends JoinTable {
  private final long[] keys;
  private final long min;
  // The first row plus one, 0 where there is none.
  private final int[] firstRows;

  DenseJoinTable(long[] keys, long min, int range, int rowCount, MemoryReservation reservation) {
    super(rowCount, reservation);
    this.keys = keys;
    this.min = min;
    reservation.grow((long) Integer.BYTES * range);
    firstRows = new int[range];
  }

  @Override
  public void insert(int fromRow, int toRow) {
    for (int row = toRow - 1; row >= fromRow; row--) {
      int index = (int) (keys[row] - min);
      int following = firstRows[index];
      if (following != 0) {
        chain(row, following - 1);
      }
      firstRows[index] = row + 1;
    }
  }

  @Override
  void find(long[] words, int count, int[] found) {
    int[] rows = firstRows;
    for (int i = 0; i < count; i++) {
      long index = words[i] - min;
      found[i] = Long.compareUnsigned(index, rows.length) < 0 ? rows[(int) index] - 1 : NONE;
    }
  }
}
