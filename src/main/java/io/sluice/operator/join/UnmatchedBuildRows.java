package io.sluice.operator.join;

import io.sluice.column.Bits;
import io.sluice.memory.MemoryReservation;

/** The build rows of a LEFT join that have no partner: those with a NULL key, and those that nobody marked. Owned by one driver. */
final class UnmatchedBuildRows {
  private final BuildRows rows;
  private final BuildRows rowsWithoutKey;
  private final long[] matched;
  private int position;
  private int positionWithoutKey;
  private int[] found = new int[0];

  UnmatchedBuildRows(BuildRows rows, BuildRows rowsWithoutKey, MemoryReservation reservation) {
    this.rows = rows;
    this.rowsWithoutKey = rowsWithoutKey;
    int words = Bits.wordCount(rows.size());
    reservation.grow((long) Long.BYTES * words);
    matched = new long[words];
  }

  /** Notes that a row has a partner. */
  void mark(int row) {
    Bits.set(matched, row);
  }

  /** Appends rows until the output is full; answers false when there are no more. */
  boolean appendTo(JoinOutput output) {
    int room = output.room();
    if (found.length < room) {
      found = new int[room];
    }
    int count = 0;
    while (position < rows.size() && count < room) {
      found[count] = position;
      count += Bits.get(matched, position) ? 0 : 1;
      position++;
    }
    if (count > 0) {
      output.appendBuildOnly(rows, found, count);
      return true;
    }
    while (positionWithoutKey < rowsWithoutKey.size() && count < room) {
      found[count++] = positionWithoutKey++;
    }
    if (count > 0) {
      output.appendBuildOnly(rowsWithoutKey, found, count);
    }
    return count > 0;
  }
}
