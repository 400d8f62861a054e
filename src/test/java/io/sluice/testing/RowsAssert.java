package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.bench.RowComparison;
import java.util.List;

/** Compares rows of texts as {@link RowComparison} does. */
public final class RowsAssert {
  private RowsAssert() {}

  /**
   * @param isOrdered whether the order of the rows counts
   */
  public static void assertSameRows(
      String name, List<List<String>> actual, List<List<String>> expected, boolean isOrdered) {
    RowComparison.Sides sides = RowComparison.sides(actual, expected, isOrdered);
    if (sides.difference().isPresent()) {
      assertThat(sides.actual()).as(name).isEqualTo(sides.expected());
    }
  }
}
