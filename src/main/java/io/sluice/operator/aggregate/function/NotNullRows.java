package io.sluice.operator.aggregate.function;

import io.sluice.column.Vector;
import io.sluice.extension.GroupedRows;

/** Rows without those that are NULL. */
final class NotNullRows {
  private NotNullRows() {}

  /** The rows whose value is not NULL; the same rows, where none is. */
  static GroupedRows of(GroupedRows rows, Vector values) {
    if (!values.mayHaveNulls()) {
      return rows;
    }
    int[] kept = new int[rows.count()];
    int count = 0;
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      kept[count] = row;
      count += values.isNull(row) ? 0 : 1;
    }
    return rows.narrowed(kept, count);
  }
}
