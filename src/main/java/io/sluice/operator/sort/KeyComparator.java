package io.sluice.operator.sort;

import io.sluice.column.Vector;
import io.sluice.expression.SortField;
import java.util.List;

/** Compares rows by their key columns, one column for each field of the order. Stateless. */
public final class KeyComparator {
  private final boolean[] descending;
  private final boolean[] nullsFirst;

  public KeyComparator(List<SortField> fields) {
    descending = new boolean[fields.size()];
    nullsFirst = new boolean[fields.size()];
    for (int i = 0; i < descending.length; i++) {
      descending[i] = fields.get(i).descending();
      nullsFirst[i] = fields.get(i).nullsFirst();
    }
  }

  KeyComparator(boolean[] descending, boolean[] nullsFirst) {
    this.descending = descending;
    this.nullsFirst = nullsFirst;
  }

  int fieldCount() {
    return descending.length;
  }

  boolean isDescending(int field) {
    return descending[field];
  }

  boolean isNullsFirst(int field) {
    return nullsFirst[field];
  }

  /** Compares a row of some key columns with a row of others by the fields from {@code firstField} on. */
  public int compare(Vector[] left, int leftRow, Vector[] right, int rightRow, int firstField) {
    for (int field = firstField; field < descending.length; field++) {
      int order = compareField(left[field], leftRow, right[field], rightRow, field);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Compares by one field only. */
  int compareField(Vector left, int leftRow, Vector right, int rightRow, int field) {
    boolean isLeftNull = left.isNull(leftRow);
    boolean isRightNull = right.isNull(rightRow);
    if (isLeftNull || isRightNull) {
      if (isLeftNull && isRightNull) {
        return 0;
      }
      return isLeftNull == nullsFirst[field] ? -1 : 1;
    }
    int order = NormalizedKey.compare(
        left.flat(), left.flatRow(leftRow), right.flat(), right.flatRow(rightRow));
    return descending[field] ? -order : order;
  }
}
