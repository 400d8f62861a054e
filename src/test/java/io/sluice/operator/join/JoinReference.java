package io.sluice.operator.join;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Joins by nested loops over lists of rows. */
final class JoinReference {
  private JoinReference() {}

  /**
   * The joined rows and how often each is there.
   *
   * @param on pairs of a left and a right column
   * @param filter over left and right columns
   */
  static Map<List<@Nullable Object>, Integer> rows(
      JoinType type,
      List<List<@Nullable Object>> left,
      List<List<@Nullable Object>> right,
      int[][] on,
      Predicate<List<@Nullable Object>> filter,
      int leftWidth,
      int rightWidth) {
    List<List<@Nullable Object>> results = new ArrayList<>();
    boolean[] isRightMatched = new boolean[right.size()];
    for (List<@Nullable Object> leftRow : left) {
      boolean isMatched = false;
      for (int i = 0; i < right.size(); i++) {
        List<@Nullable Object> rightRow = right.get(i);
        if (areEqual(leftRow, rightRow, on)) {
          List<@Nullable Object> joined = new ArrayList<>(leftRow);
          joined.addAll(rightRow);
          if (filter.test(joined)) {
            results.add(joined);
            isMatched = true;
            isRightMatched[i] = true;
          }
        }
      }
      if (!isMatched && type == JoinType.LEFT) {
        List<@Nullable Object> joined = new ArrayList<>(leftRow);
        joined.addAll(Collections.nCopies(rightWidth, null));
        results.add(joined);
      }
    }
    for (int i = 0; i < right.size(); i++) {
      if (!isRightMatched[i] && type == JoinType.RIGHT) {
        List<@Nullable Object> joined = new ArrayList<>(Collections.nCopies(leftWidth, null));
        joined.addAll(right.get(i));
        results.add(joined);
      }
    }
    return counted(results);
  }

  static Map<List<@Nullable Object>, Integer> counted(List<List<@Nullable Object>> rows) {
    Map<List<@Nullable Object>, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }

  private static boolean areEqual(
      List<@Nullable Object> left, List<@Nullable Object> right, int[][] on) {
    for (int[] pair : on) {
      Object leftValue = normal(left.get(pair[0]));
      if (leftValue == null || !Objects.equals(leftValue, normal(right.get(pair[1])))) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object normal(@Nullable Object value) {
    return value instanceof Double number && number == 0.0 ? Double.valueOf(0.0) : value;
  }
}
