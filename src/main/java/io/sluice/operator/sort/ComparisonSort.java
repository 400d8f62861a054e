package io.sluice.operator.sort;

/** Merge sort of row numbers by comparison, insertion sort where they are few. Stable. */
final class ComparisonSort {
  private static final int INSERTION_LIMIT = 16;

  interface RowComparison {
    int compare(int left, int right);
  }

  private ComparisonSort() {}

  /**
   * Sorts a range.
   *
   * @param scratch at least as long as the range
   */
  static void sort(int[] rows, int[] scratch, int from, int to, RowComparison order) {
    if (to - from <= INSERTION_LIMIT) {
      insertionSort(rows, from, to, order);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(rows, scratch, from, middle, order);
    sort(rows, scratch, middle, to, order);
    if (order.compare(rows[middle - 1], rows[middle]) > 0) {
      merge(rows, scratch, from, middle, to, order);
    }
  }

  private static void insertionSort(int[] rows, int from, int to, RowComparison order) {
    for (int i = from + 1; i < to; i++) {
      int row = rows[i];
      int j = i - 1;
      while (j >= from && order.compare(rows[j], row) > 0) {
        rows[j + 1] = rows[j];
        j--;
      }
      rows[j + 1] = row;
    }
  }

  private static void merge(
      int[] rows, int[] scratch, int from, int middle, int to, RowComparison order) {
    int leftCount = middle - from;
    System.arraycopy(rows, from, scratch, 0, leftCount);
    int left = 0;
    int right = middle;
    int target = from;
    while (left < leftCount && right < to) {
      rows[target++] =
          order.compare(scratch[left], rows[right]) <= 0 ? scratch[left++] : rows[right++];
    }
    System.arraycopy(scratch, left, rows, target, leftCount - left);
  }
}
