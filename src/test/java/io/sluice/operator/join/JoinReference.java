package io.sluice.operator.join;

import io.sluice.operator.join.match.JoinType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Joins by nested loops over lists of rows, with a condition that is TRUE, FALSE or unknown. */
final class JoinReference {
  /** A condition over a pair of rows; null is unknown. */
  interface Condition {
    @Nullable
    Boolean test(List<@Nullable Object> left, List<@Nullable Object> right);

    default Condition and(Condition other) {
      return (left, right) -> {
        Boolean first = test(left, right);
        Boolean second = other.test(left, right);
        if (Boolean.FALSE.equals(first) || Boolean.FALSE.equals(second)) {
          return false;
        }
        return first == null || second == null ? null : true;
      };
    }

    /** Unknown is false. */
    default Condition isTrue() {
      return (left, right) -> Boolean.TRUE.equals(test(left, right));
    }

    default Condition isNotFalse() {
      return (left, right) -> !Boolean.FALSE.equals(test(left, right));
    }
  }

  private JoinReference() {}

  /** The equality of a left and a right column. */
  static Condition equality(int leftColumn, int rightColumn) {
    return (left, right) -> {
      Object first = normal(left.get(leftColumn));
      Object second = normal(right.get(rightColumn));
      return first == null || second == null ? null : first.equals(second);
    };
  }

  /** The equality of a left and a right column in which NULL equals NULL. */
  static Condition sameness(int leftColumn, int rightColumn) {
    return (left, right) ->
        Objects.equals(normal(left.get(leftColumn)), normal(right.get(rightColumn)));
  }

  private static @Nullable Object normal(@Nullable Object value) {
    if (value instanceof Float number && number == 0.0f) {
      return 0.0f;
    }
    return value instanceof Double number && number == 0.0 ? Double.valueOf(0.0) : value;
  }

  /** The joined rows. */
  static List<List<@Nullable Object>> rows(
      JoinType type,
      List<List<@Nullable Object>> left,
      List<List<@Nullable Object>> right,
      Condition condition,
      int leftWidth,
      int rightWidth) {
    List<List<@Nullable Object>> results = new ArrayList<>();
    switch (type) {
      case INNER, LEFT, RIGHT, FULL -> {
        addPairs(results, left, right, condition);
        if (type == JoinType.LEFT || type == JoinType.FULL) {
          for (List<@Nullable Object> row : left) {
            if (!Boolean.TRUE.equals(mark(row, right, condition))) {
              results.add(joined(row, Collections.nCopies(rightWidth, null)));
            }
          }
        }
        if (type == JoinType.RIGHT || type == JoinType.FULL) {
          for (List<@Nullable Object> row : right) {
            if (!Boolean.TRUE.equals(mark(row, left, (r, l) -> condition.test(l, r)))) {
              results.add(joined(Collections.nCopies(leftWidth, null), row));
            }
          }
        }
      }
      case LEFT_SEMI, LEFT_ANTI, LEFT_MARK -> addMarked(results, type, left, right, condition);
      case RIGHT_SEMI, RIGHT_ANTI, RIGHT_MARK ->
        addMarked(results, type.swap(), right, left, (r, l) -> condition.test(l, r));
    }
    return results;
  }

  private static void addPairs(
      List<List<@Nullable Object>> results,
      List<List<@Nullable Object>> left,
      List<List<@Nullable Object>> right,
      Condition condition) {
    for (List<@Nullable Object> leftRow : left) {
      for (List<@Nullable Object> rightRow : right) {
        if (Boolean.TRUE.equals(condition.test(leftRow, rightRow))) {
          results.add(joined(leftRow, rightRow));
        }
      }
    }
  }

  private static void addMarked(
      List<List<@Nullable Object>> results,
      JoinType type,
      List<List<@Nullable Object>> kept,
      List<List<@Nullable Object>> others,
      Condition condition) {
    for (List<@Nullable Object> row : kept) {
      Boolean mark = mark(row, others, condition);
      boolean isMatched = Boolean.TRUE.equals(mark);
      if (type == JoinType.LEFT_MARK) {
        results.add(joined(row, Collections.singletonList(mark)));
      } else if (isMatched == (type == JoinType.LEFT_SEMI)) {
        results.add(row);
      }
    }
  }

  /** The condition, OR-ed over all rows of the other side. */
  private static @Nullable Boolean mark(
      List<@Nullable Object> row, List<List<@Nullable Object>> others, Condition condition) {
    Boolean mark = false;
    for (List<@Nullable Object> other : others) {
      Boolean value = condition.test(row, other);
      if (Boolean.TRUE.equals(value)) {
        return true;
      }
      if (value == null) {
        mark = null;
      }
    }
    return mark;
  }

  private static List<@Nullable Object> joined(
      List<@Nullable Object> left, List<@Nullable Object> right) {
    List<@Nullable Object> joined = new ArrayList<>(left);
    joined.addAll(right);
    return joined;
  }

  /** How often each row is there. */
  static Map<List<@Nullable Object>, Integer> counted(List<List<@Nullable Object>> rows) {
    Map<List<@Nullable Object>, Integer> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row, 1, Integer::sum));
    return counts;
  }
}
