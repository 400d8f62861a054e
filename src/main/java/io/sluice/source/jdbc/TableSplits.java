package io.sluice.source.jdbc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How a table is read in several pieces: by ranges of a column of whole numbers. Bounds only say where to cut, rows beyond them and rows of NULL are read, too.
 *
 * @param lower about the least value
 * @param upper about the greatest value
 * @param count how many pieces
 */
record TableSplits(String column, long lower, long upper, int count) {
  /**
   * The conditions of the pieces, of which each row of the table fits exactly one; a single empty one for a single piece.
   *
   * @param column as it is written in SQL
   */
  List<String> conditions(String column) {
    List<Long> cuts = cuts();
    if (cuts.isEmpty()) {
      return List.of("");
    }
    List<String> conditions = new ArrayList<>(cuts.size() + 1);
    conditions.add("(" + column + " < " + cuts.get(0) + " OR " + column + " IS NULL)");
    for (int i = 1; i < cuts.size(); i++) {
      conditions.add(
          "(" + column + " >= " + cuts.get(i - 1) + " AND " + column + " < " + cuts.get(i) + ")");
    }
    conditions.add(column + " >= " + cuts.get(cuts.size() - 1));
    return conditions;
  }

  /** The first values of the second piece and of those behind it; fewer where there are fewer values. */
  private List<Long> cuts() {
    BigInteger width =
        BigInteger.valueOf(upper).subtract(BigInteger.valueOf(lower)).add(BigInteger.ONE);
    List<Long> cuts = new ArrayList<>(count);
    long last = lower;
    for (int i = 1; i < count; i++) {
      long cut = BigInteger.valueOf(lower)
          .add(width.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(count)))
          .longValueExact();
      if (cut > last) {
        cuts.add(cut);
        last = cut;
      }
    }
    return cuts;
  }
}
