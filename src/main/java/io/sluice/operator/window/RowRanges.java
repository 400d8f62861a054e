package io.sluice.operator.window;

/** The rows of one frame as up to three ranges, ascending and none of them empty. Owned by one driver and filled anew for each frame. */
final class RowRanges {
  private final int[] starts = new int[3];
  private final int[] ends = new int[3];
  private int count;

  void clear() {
    count = 0;
  }

  void add(int start, int end) {
    if (start < end) {
      starts[count] = start;
      ends[count++] = end;
    }
  }

  int count() {
    return count;
  }

  int start(int range) {
    return starts[range];
  }

  int end(int range) {
    return ends[range];
  }

  int rowCount() {
    int rows = 0;
    for (int i = 0; i < count; i++) {
      rows += ends[i] - starts[i];
    }
    return rows;
  }

  /** Whether the other has the same rows. */
  boolean isSame(RowRanges other) {
    boolean isSame = count == other.count;
    for (int i = 0; isSame && i < count; i++) {
      isSame = starts[i] == other.starts[i] && ends[i] == other.ends[i];
    }
    return isSame;
  }

  void copy(RowRanges other) {
    count = other.count;
    for (int i = 0; i < count; i++) {
      starts[i] = other.starts[i];
      ends[i] = other.ends[i];
    }
  }
}
