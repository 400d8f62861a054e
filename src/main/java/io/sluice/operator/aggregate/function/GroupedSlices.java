package io.sluice.operator.aggregate.function;

/**
 * Which rows belong to each group.
 *
 * @param rows the rows, group after group
 * @param starts where each group begins, and behind the last one where it ends
 */
record GroupedSlices(int[] rows, int[] starts) {
  /**
   * Sorts rows by their groups; those of a group keep their order.
   *
   * @param order the rows to begin with; their groups stand at the rows
   */
  static GroupedSlices of(int[] order, int[] groups, int groupCount) {
    int[] starts = new int[groupCount + 1];
    for (int row : order) {
      starts[groups[row] + 1]++;
    }
    for (int group = 0; group < groupCount; group++) {
      starts[group + 1] += starts[group];
    }
    int[] next = starts.clone();
    int[] rows = new int[order.length];
    for (int row : order) {
      rows[next[groups[row]]++] = row;
    }
    return new GroupedSlices(rows, starts);
  }

  int count(int group) {
    return group + 1 < starts.length ? starts[group + 1] - starts[group] : 0;
  }

  /** The i-th row of a group. */
  int row(int group, int i) {
    return rows[starts[group] + i];
  }
}
