package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;

/**
 * Compares rows of texts as {@link ReferenceDatabase} makes them: exactly, but doubles within 1e-9 of their size, and a DECIMAL with a double of the reference's within the last
 * of its six digits as well.
 */
public final class RowsAssert {
  private static final double RELATIVE_TOLERANCE = 1e-9;
  private static final double DECIMAL_TOLERANCE = 6e-7;

  private RowsAssert() {}

  /**
   * @param isOrdered whether the order of the rows counts
   */
  public static void assertSameRows(
      String name, List<List<String>> actual, List<List<String>> expected, boolean isOrdered) {
    List<List<String>> left = isOrdered ? actual : sorted(actual);
    List<List<String>> right = isOrdered ? expected : sorted(expected);
    boolean isSame = left.size() == right.size();
    for (int row = 0; isSame && row < left.size(); row++) {
      isSame = isSame(left.get(row), right.get(row));
    }
    if (!isSame) {
      assertThat(left).as(name).isEqualTo(right);
    }
  }

  private static List<List<String>> sorted(List<List<String>> rows) {
    return rows.stream().sorted(Comparator.comparing(List::toString)).toList();
  }

  private static boolean isSame(List<String> left, List<String> right) {
    boolean isSame = left.size() == right.size();
    for (int column = 0; isSame && column < left.size(); column++) {
      isSame = isSame(left.get(column), right.get(column));
    }
    return isSame;
  }

  private static boolean isSame(String left, String right) {
    if (left.equals(right)) {
      return true;
    }
    boolean isLeftDouble = isDouble(left);
    if (!isLeftDouble && !isDouble(right)) {
      return false;
    }
    try {
      double leftValue = Double.parseDouble(left);
      double rightValue = Double.parseDouble(right);
      double tolerance = RELATIVE_TOLERANCE * Math.max(Math.abs(leftValue), Math.abs(rightValue));
      return Math.abs(leftValue - rightValue) <= tolerance + (isLeftDouble ? 0 : DECIMAL_TOLERANCE);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isDouble(String text) {
    return text.matches("-?\\d\\.\\d{9}e[+-]\\d+") || text.equals("0.0");
  }
}
