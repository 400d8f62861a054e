package io.sluice.expression.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.FlatVector;
import io.sluice.type.DataType;
import io.sluice.type.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Comparisons at the ends of the range of a type, where differences overflow. */
final class ComparisonBoundaryTest {
  private static final Map<Comparison, IntPredicate> COMPARISONS = Map.of(
      Comparison.EQUAL, order -> order == 0,
      Comparison.NOT_EQUAL, order -> order != 0,
      Comparison.LESS, order -> order < 0,
      Comparison.LESS_OR_EQUAL, order -> order <= 0,
      Comparison.GREATER, order -> order > 0,
      Comparison.GREATER_OR_EQUAL, order -> order >= 0);

  @Test
  void bigintsCompareAtTheEndsOfTheirRange() {
    List<Object> values = List.of(
        Long.MIN_VALUE, Long.MIN_VALUE + 1, -1L, 0L, 1L, Long.MAX_VALUE - 1, Long.MAX_VALUE);
    COMPARISONS.forEach((comparison, expected) -> checkAll(
        DataType.BIGINT,
        values,
        new LongComparison(comparison, LongKeys.ofLong(), LongKeys.ofLong()),
        expected));
  }

  @Test
  void integersCompareAtTheEndsOfTheirRange() {
    List<Object> values = List.of(
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1,
        -1,
        0,
        1,
        Integer.MAX_VALUE - 1,
        Integer.MAX_VALUE);
    COMPARISONS.forEach((comparison, expected) ->
        checkAll(DataType.INTEGER, values, new IntComparison(comparison), expected));
  }

  @Test
  void doublesCompareWithOneNanAboveAllAndOneZero() {
    // In order; the two zeros are one value.
    List<Object> values = List.of(
        Double.NEGATIVE_INFINITY,
        -Double.MAX_VALUE,
        -Double.MIN_VALUE,
        0.0,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NaN);
    COMPARISONS.forEach((comparison, expected) -> checkAll(
        DataType.DOUBLE,
        values,
        new LongComparison(comparison, LongKeys.ofDouble(), LongKeys.ofDouble()),
        expected));
    assertThat(LongKeys.key(-0.0)).isEqualTo(LongKeys.key(0.0));
  }

  /** Compares each of the values, given in order, with each: as vectors and as constants on either side. */
  private static void checkAll(
      DataType type, List<Object> ordered, SelectionKernel kernel, IntPredicate expected) {
    FlatVector all = vector(type, ordered);
    for (int constant = 0; constant < ordered.size(); constant++) {
      FlatVector one = vector(type, List.of(ordered.get(constant)));
      int other = constant;
      assertThat(select(kernel, all, false, one, true, ordered.size()))
          .isEqualTo(rows(ordered.size(), row -> expected.test(Integer.compare(row, other))));
      assertThat(select(kernel, one, true, all, false, ordered.size()))
          .isEqualTo(rows(ordered.size(), row -> expected.test(Integer.compare(other, row))));
      FlatVector repeated =
          vector(type, Collections.nCopies(ordered.size(), ordered.get(constant)));
      assertThat(select(kernel, all, false, repeated, false, ordered.size()))
          .isEqualTo(rows(ordered.size(), row -> expected.test(Integer.compare(row, other))));
    }
  }

  private static FlatVector vector(DataType type, List<Object> values) {
    FlatVector vector = FlatVector.create(type, values.size());
    values.forEach(value -> vector.appendValue(new Literal(type, value).value()));
    return vector;
  }

  private static List<Integer> rows(int count, IntPredicate isSelected) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      if (isSelected.test(row)) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<Integer> select(
      SelectionKernel kernel,
      FlatVector left,
      boolean isLeftConstant,
      FlatVector right,
      boolean isRightConstant,
      int length) {
    KernelInput input = new KernelInput(2);
    input.setArgument(0, left, isLeftConstant);
    input.setArgument(1, right, isRightConstant);
    input.setRows(length, null, length, null);
    int[] output = new int[length];
    int selected = kernel.select(input, output);
    return Arrays.stream(output).limit(selected).boxed().toList();
  }
}
