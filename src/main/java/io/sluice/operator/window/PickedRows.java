package io.sluice.operator.window;

import io.sluice.column.FlatVector;

/** Results that are values of other rows: which row each result is taken from. Owned by one driver. */
final class PickedRows {
  static final int BYTES_PER_ROW = Integer.BYTES;

  /** No row: the result is NULL. */
  static final int NONE = -1;

  /** The value of another column at the current row. */
  static final int DEFAULT = -2;

  private int[] rows = new int[0];

  void begin(int rowCount) {
    if (rows.length < rowCount) {
      rows = new int[rowCount];
    }
  }

  void set(int row, int picked) {
    rows[row] = picked;
  }

  int get(int row) {
    return rows[row];
  }

  /** Appends the results of some rows, none of which is the default. */
  void write(FlatVector values, int from, int count, FlatVector target) {
    target.appendRows(values, rows, from, count);
  }

  /** Appends the results of some rows. */
  void write(FlatVector values, FlatVector defaults, int from, int count, FlatVector target) {
    int row = from;
    while (row < from + count) {
      int start = row;
      boolean isDefault = rows[row] == DEFAULT;
      while (row < from + count && (rows[row] == DEFAULT) == isDefault) {
        row++;
      }
      if (isDefault) {
        target.appendRange(defaults, start, row - start);
      } else {
        target.appendRows(values, rows, start, row - start);
      }
    }
  }
}
