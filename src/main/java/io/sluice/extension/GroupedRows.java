package io.sluice.extension;

import org.jspecify.annotations.Nullable;

/** Rows of a batch and the group of each. Valid during the call it is given to. */
public final class GroupedRows {
  private int @Nullable [] groups;
  private int @Nullable [] rows;
  private int count;

  /**
   * Points to other rows.
   *
   * @param newGroups the group of each row, at the row; null when all belong to group 0
   * @param newRows the rows; null for the first {@code newCount}
   */
  public GroupedRows set(int @Nullable [] newGroups, int @Nullable [] newRows, int newCount) {
    groups = newGroups;
    rows = newRows;
    count = newCount;
    return this;
  }

  /** Some of these rows, with their groups. */
  public GroupedRows narrowed(int[] fewerRows, int fewerCount) {
    return new GroupedRows().set(groups, fewerRows, fewerCount);
  }

  public int count() {
    return count;
  }

  /** The number of the i-th row in the vectors. */
  public int row(int i) {
    return rows == null ? i : rows[i];
  }

  /** The group of a row of the vectors. */
  public int groupOfRow(int row) {
    return groups == null ? 0 : groups[row];
  }

  /** The group of each row, at the row; null when all belong to group 0. */
  public int @Nullable [] groups() {
    return groups;
  }

  /** The rows' numbers in the vectors; null for the first ones. */
  public int @Nullable [] rows() {
    return rows;
  }
}
