package io.sluice.operator.window;

import io.sluice.column.FlatVector;
import io.sluice.operator.sort.KeyComparator;
import java.util.Arrays;

/**
 * Rows of whole window partitions in their order, and their groups of peers: consecutive rows that are equal in the order keys. A partition begins with a new group.
 * Owned by one driver.
 */
final class WindowRows {
  /** Bytes a row takes beside its values. */
  static final int BYTES_PER_ROW = 2 * Integer.BYTES;

  private final KeyComparator orderComparator;
  private final int[] orderColumns;
  private final FlatVector[] orderKeys;
  private FlatVector[] columns = new FlatVector[0];
  private int[] groups = new int[0];
  private int[] groupStarts = new int[1];
  private int groupCount;

  WindowRows(KeyComparator orderComparator, int[] orderColumns) {
    this.orderComparator = orderComparator;
    this.orderColumns = orderColumns;
    orderKeys = new FlatVector[orderColumns.length];
  }

  /** Starts with other rows. */
  void begin(FlatVector[] newColumns, int rowCount) {
    columns = newColumns;
    for (int i = 0; i < orderColumns.length; i++) {
      orderKeys[i] = newColumns[orderColumns[i]];
    }
    groupCount = 0;
    if (groups.length < rowCount) {
      groups = new int[rowCount];
      groupStarts = new int[rowCount + 1];
    }
  }

  /** Forms the groups of the next partition. */
  void addPartition(int from, int to) {
    for (int row = from; row < to; row++) {
      boolean isStart =
          row == from || orderComparator.compare(orderKeys, row - 1, orderKeys, row, 0) != 0;
      if (isStart) {
        groupStarts[groupCount++] = row;
      }
      groups[row] = groupCount - 1;
    }
    groupStarts[groupCount] = to;
  }

  FlatVector column(int index) {
    return columns[index];
  }

  /** The number of the row's group; groups are numbered over all partitions. */
  int group(int row) {
    return groups[row];
  }

  /** The first row of a group; of the group behind the last one the end of the rows. */
  int groupStart(int group) {
    return groupStarts[group];
  }

  int peersStart(int row) {
    return groupStarts[groups[row]];
  }

  int peersEnd(int row) {
    return groupStarts[groups[row] + 1];
  }

  /** For each row from {@code from} on, how many values before it are not NULL; one more entry for the end. */
  static int[] countValues(FlatVector values, int from, int to) {
    int[] counts = new int[to - from + 1];
    for (int row = from; row < to; row++) {
      counts[row - from + 1] = counts[row - from] + (values.isNull(row) ? 0 : 1);
    }
    return counts;
  }

  /** The rows whose value is not NULL, or all rows. */
  static int[] positions(FlatVector values, int from, int to) {
    int[] positions = new int[to - from];
    int count = 0;
    for (int row = from; row < to; row++) {
      if (!values.isNull(row)) {
        positions[count++] = row;
      }
    }
    return Arrays.copyOf(positions, count);
  }
}
