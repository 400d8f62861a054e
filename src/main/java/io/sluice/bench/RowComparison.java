package io.sluice.bench;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares rows of texts as {@link ValueTexts} makes them: exactly, but doubles within 1e-9 of their size, and a DECIMAL with a double of the other side within the
 * last of its six digits as well. A double with the other side's DECIMAL of a known scale may differ by what rounding to that scale takes away.
 */
public final class RowComparison {
  private static final double RELATIVE_TOLERANCE = 1e-9;
  private static final double DECIMAL_TOLERANCE = 6e-7;

  /** The scale of a column that is no DECIMAL, or of which nobody knows. */
  public static final int NO_SCALE = Integer.MAX_VALUE;

  private RowComparison() {}

  /**
   * Rows in the order in which both sides are compared.
   *
   * @param scales of the expected columns that are DECIMALs, {@link #NO_SCALE} of others; none when nothing is known
   */
  public record Sides(
      List<List<String>> actual, List<List<String>> expected, List<Integer> scales) {
    Sides withScales(List<Integer> newScales) {
      return new Sides(actual, expected, newScales);
    }

    /** What differs first; empty when the rows agree. */
    public Optional<String> difference() {
      int common = Math.min(actual.size(), expected.size());
      for (int row = 0; row < common; row++) {
        if (!isSame(actual.get(row), expected.get(row), scales)) {
          return Optional.of(
              "row %d is %s instead of %s".formatted(row + 1, actual.get(row), expected.get(row)));
        }
      }
      return actual.size() == expected.size()
          ? Optional.empty()
          : Optional.of("%d rows instead of %d".formatted(actual.size(), expected.size()));
    }
  }

  /**
   * Puts rows side by side.
   *
   * @param isOrdered whether the order of the rows counts
   */
  public static Sides sides(
      List<List<String>> actual, List<List<String>> expected, boolean isOrdered) {
    if (isOrdered) {
      return new Sides(actual, expected, List.of());
    }
    Comparator<List<String>> order = exactColumnsFirst(actual, expected);
    return new Sides(
        actual.stream().sorted(order).toList(),
        expected.stream().sorted(order).toList(),
        List.of());
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

  private static boolean isSame(List<String> left, List<String> right, List<Integer> scales) {
    boolean isSame = left.size() == right.size();
    for (int column = 0; isSame && column < left.size(); column++) {
      int scale = scales.isEmpty() ? NO_SCALE : scales.get(column);
      isSame = isSame(left.get(column), right.get(column), scale);
    }
    return isSame;
  }

  private static boolean isSame(String left, String right, int rightScale) {
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
      double rounding = !isLeftDouble
          ? DECIMAL_TOLERANCE
          : isDouble(right) || rightScale == NO_SCALE ? 0 : 0.5 * Math.pow(10, -rightScale);
      return Math.abs(leftValue - rightValue) <= tolerance + rounding;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Whether a text is that of a double as {@link ValueTexts} writes it. */
  static boolean isDouble(String text) {
    return text.matches("-?\\d\\.\\d{16}e[+-]\\d+") || text.equals("0.0");
  }
}
