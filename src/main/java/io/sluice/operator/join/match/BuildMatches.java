package io.sluice.operator.join.match;

import io.sluice.column.Bits;
import io.sluice.column.BooleanVector;
import io.sluice.memory.MemoryReservation;
import org.jspecify.annotations.Nullable;

/** Which build rows have a partner, for joins that give build rows when all probe rows were seen. Owned by one driver. */
public final class BuildMatches {
  private final JoinType type;
  private final BuildRows rows;
  private final BuildRows rowsWithoutKey;
  private final long[] matched;
  private final long @Nullable [] unknown;
  private final BooleanVector marks = new BooleanVector(0);
  private int position;
  private int positionWithoutKey;
  private int[] found = new int[0];

  /**
   * @param isThreeValued whether {@link #markUnknown} is called
   * @param rowsWithoutKey rows that have no partner
   */
  public BuildMatches(
      JoinType type,
      boolean isThreeValued,
      BuildRows rows,
      BuildRows rowsWithoutKey,
      MemoryReservation reservation) {
    this.type = type;
    this.rows = rows;
    this.rowsWithoutKey = rowsWithoutKey;
    int words = Bits.wordCount(rows.size());
    reservation.grow((long) Long.BYTES * words * (isThreeValued ? 2 : 1));
    matched = new long[words];
    unknown = isThreeValued ? new long[words] : null;
  }

  /** Notes that a row has a partner. */
  public void mark(int row) {
    Bits.set(matched, row);
  }

  public boolean isMarked(int row) {
    return Bits.get(matched, row);
  }

  /** Notes that it is unknown whether a row has a partner. */
  public void markUnknown(int row) {
    if (unknown != null) {
      Bits.set(unknown, row);
    }
  }

  /** Appends rows until the output is full; answers false when there are no more. */
  public boolean appendTo(JoinOutput output) {
    int room = output.room();
    if (found.length < room) {
      found = new int[room];
    }
    int count = findRows(room);
    if (count > 0) {
      append(output, rows, count, true);
      return true;
    }
    while (positionWithoutKey < rowsWithoutKey.size() && count < room) {
      found[count++] = positionWithoutKey++;
    }
    if (count > 0) {
      append(output, rowsWithoutKey, count, false);
    }
    return count > 0;
  }

  private int findRows(int room) {
    boolean areAllKept = type == JoinType.LEFT_MARK;
    boolean areMatchedKept = type == JoinType.LEFT_SEMI;
    int count = 0;
    while (position < rows.size() && count < room) {
      found[count] = position;
      count += areAllKept || Bits.get(matched, position) == areMatchedKept ? 1 : 0;
      position++;
    }
    return count;
  }

  private void append(JoinOutput output, BuildRows source, int count, boolean hasKey) {
    if (type != JoinType.LEFT_MARK) {
      output.appendBuildOnly(source, found, count);
      return;
    }
    marks.reset();
    marks.ensureCapacity(count);
    for (int i = 0; i < count; i++) {
      int row = found[i];
      boolean isMatched = hasKey && Bits.get(matched, row);
      marks.put(i, isMatched);
      if (!isMatched && hasKey && unknown != null && Bits.get(unknown, row)) {
        marks.setNull(i);
      }
    }
    marks.setLength(count);
    output.appendMarked(source, found, marks, count);
  }
}
