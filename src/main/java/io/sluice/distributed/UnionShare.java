package io.sluice.distributed;

import java.util.ArrayList;
import java.util.List;

/**
 * One sub-task of one child of a union: the child runs as task {@code subtask} of {@code subtaskCount}.
 */
public record UnionShare(int child, int subtask, int subtaskCount) {
  /**
   * Deals the children of a union over tasks. While there are more sub-tasks than tasks, the child with the most gives one up (the first of equals), but never
   * its last one; then the sub-tasks are dealt in order, as evenly as they go.
   *
   * @param counts how many sub-tasks each child would have
   * @param budget the number of tasks
   * @return for each task its shares
   */
  static List<List<UnionShare>> split(int[] counts, int budget) {
    int[] granted = counts.clone();
    int sum = 0;
    for (int count : granted) {
      sum += count;
    }
    while (sum > budget) {
      int largest = 0;
      for (int child = 1; child < granted.length; child++) {
        if (granted[child] > granted[largest]) {
          largest = child;
        }
      }
      if (granted[largest] == 1) {
        break;
      }
      granted[largest]--;
      sum--;
    }
    return deal(shares(granted), budget);
  }

  private static List<UnionShare> shares(int[] counts) {
    List<UnionShare> shares = new ArrayList<>();
    for (int child = 0; child < counts.length; child++) {
      for (int subtask = 0; subtask < counts[child]; subtask++) {
        shares.add(new UnionShare(child, subtask, counts[child]));
      }
    }
    return shares;
  }

  private static List<List<UnionShare>> deal(List<UnionShare> shares, int tasks) {
    List<List<UnionShare>> dealt = new ArrayList<>(tasks);
    int each = shares.size() / tasks;
    int oneMore = shares.size() % tasks;
    int next = 0;
    for (int task = 0; task < tasks; task++) {
      int count = task < oneMore ? each + 1 : each;
      dealt.add(List.copyOf(shares.subList(next, next + count)));
      next += count;
    }
    return dealt;
  }

  @Override
  public String toString() {
    return subtaskCount == 1 ? "c" + child : "c" + child + "(" + subtask + "/" + subtaskCount + ")";
  }
}
