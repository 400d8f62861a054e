package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
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
    Comparator<List<String>> order = exactColumnsFirst(actual, expected);
    List<List<String>> left = isOrdered ? actual : actual.stream().sorted(order).toList();
    List<List<String>> right =
        isOrdered ? expected : expected.stream().sorted(order).toList();
    boolean isSame = left.size() == right.size();
    for (int row = 0; isSame && row < left.size(); row++) {
      isSame = isSame(left.get(row), right.get(row));
    }
    if (!isSame) {
      assertThat(left).as(name).isEqualTo(right);
    }
  }

  /** By the texts of columns that hold no doubles, then by the numbers of those that do, so that a last digit does not move a row. */
  private static Comparator<List<String>> exactColumnsFirst(
      List<List<String>> actual, List<List<String>> expected) {
    BitSet inexact = new BitSet();
    for (List<List<String>> rows : List.of(actual, expected)) {
      for (List<String> row : rows) {
        for (int column = 0; column < row.size(); column++) {
          if (isDouble(row.get(column))) {
            inexact.set(column);
          }
        }
      }
    }
    Comparator<List<String>> order = Comparator.comparing(row -> exactTexts(row, inexact));
    for (int column : inexact.stream().toArray()) {
      order = order.thenComparing(row -> number(row.get(column)));
    }
    return order.thenComparing(List::toString);
  }

  private static String exactTexts(List<String> row, BitSet inexact) {
    StringBuilder texts = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      if (!inexact.get(column)) {
        texts.append(row.get(column)).append('\0');
      }
    }
    return texts.toString();
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
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
    return text.matches("-?\\d\\.\\d{16}e[+-]\\d+") || text.equals("0.0");
  }
}
