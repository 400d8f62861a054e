package io.sluice.example.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberRangeTest {
  @Property
  void aSplitCoversTheRangeInOrderWithChunksOfTheCeiling(
      @ForAll long start, @ForAll long end, @ForAll @IntRange(min = 1, max = 300) int parts) {
    NumberRange range = new NumberRange(start, end);
    List<NumberRange> split = range.split(parts);

    BigInteger size = BigInteger.valueOf(range.end()).subtract(BigInteger.valueOf(range.start()));
    BigInteger chunk = size.add(BigInteger.valueOf(parts - 1)).divide(BigInteger.valueOf(parts));
    BigInteger from = BigInteger.valueOf(range.start());
    for (NumberRange part : split) {
      BigInteger to = from.add(chunk).min(BigInteger.valueOf(range.end()));
      assertThat(part).isEqualTo(new NumberRange(from.longValueExact(), to.longValueExact()));
      from = to;
    }
    assertThat(split).hasSize(parts);
    assertThat(from).isEqualTo(BigInteger.valueOf(range.end()));
  }

  @Property
  void sizeDividedByRoundsUp(
      @ForAll long start, @ForAll long end, @ForAll @LongRange(min = 1) long divisor) {
    NumberRange range = new NumberRange(start, end);
    BigInteger size = BigInteger.valueOf(range.end()).subtract(BigInteger.valueOf(range.start()));
    BigInteger expected =
        size.add(BigInteger.valueOf(divisor - 1)).divide(BigInteger.valueOf(divisor));
    assertThat(new BigInteger(Long.toUnsignedString(range.sizeDividedBy(divisor))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|11|2|[[0-6), [6-11)]",
        "0|5|4|[[0-2), [2-4), [4-5), [5-5)]",
        "10|0|1|[[10-10)]",
        "-5|6|2|[[-5-1), [1-6)]",
        "0|100|4|[[0-25), [25-50), [50-75), [75-100)]"
      })
  void isPrintedNormalised(long start, long end, int parts, String text) {
    assertThat(new NumberRange(start, end).split(parts)).hasToString(text);
  }
}
