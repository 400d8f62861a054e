package io.sluice.expression.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.SluiceException;
import io.sluice.type.Interval;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Property
  void numbersAreThoseOfALoop(
      @ForAll long start,
      @ForAll @LongRange(min = -300, max = 300) long distance,
      @ForAll @LongRange(min = -7, max = 7) long step,
      @ForAll boolean isStopIncluded,
      @ForAll @IntRange(min = 1, max = 9) int parts) {
    long stop = start + distance;
    boolean hasWrapped = ((start ^ stop) & (distance ^ stop)) < 0;
    if (step == 0 || hasWrapped) {
      return;
    }
    Series series = Series.ofNumbers(start, stop, step, isStopIncluded);
    List<Long> expected = loop(start, stop, step, isStopIncluded);
    assertThat(values(series, 5)).isEqualTo(expected);
    assertThat(series.size()).isEqualTo(expected.size());
    List<Long> inParts = new ArrayList<>();
    List<Series> split = series.split(parts);
    split.forEach(part -> inParts.addAll(values(part, 3)));
    assertThat(split).hasSize(parts);
    assertThat(inParts).isEqualTo(expected);
  }

  private static List<Long> loop(long start, long stop, long step, boolean isStopIncluded) {
    List<Long> values = new ArrayList<>();
    BigInteger value = BigInteger.valueOf(start);
    BigInteger end = BigInteger.valueOf(stop);
    while (true) {
      int order = value.compareTo(end) * Long.signum(step);
      if (order > 0 || order == 0 && !isStopIncluded) {
        return values;
      }
      values.add(value.longValueExact());
      value = value.add(BigInteger.valueOf(step));
    }
  }

  @Test
  void theStepMayBeAsLongAsNumbersAre() {
    Series series = Series.ofNumbers(Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, true);
    assertThat(values(series, 8)).containsExactly(Long.MAX_VALUE, -1L);
  }

  @Test
  void thereAreNotMoreValuesThanCanBeCounted() {
    assertThatThrownBy(() -> Series.ofNumbers(Long.MIN_VALUE, Long.MAX_VALUE, 1, true))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("more than 9223372036854775807 values");
    assertThat(Series.ofNumbers(Long.MIN_VALUE, Long.MAX_VALUE, 3, true).size())
        .isCloseTo(0x1p64 / 3, org.assertj.core.data.Percentage.withPercentage(1));
  }

  @Test
  void aSeriesOfMonthsEndsWhereTimesEnd() {
    Series series = Series.ofTimes(
        Long.MAX_VALUE - Interval.MICROS_PER_DAY, Long.MAX_VALUE, new Interval(1, 0, 0), true);
    assertThat(values(series, 8)).containsExactly(Long.MAX_VALUE - Interval.MICROS_PER_DAY);
  }

  @Test
  void aSeriesOfMonthsIsNotDivided() {
    Series series = Series.ofTimes(0, 100 * Interval.MICROS_PER_DAY, new Interval(1, 0, 0), false);
    assertThat(values(series, 3)).hasSize(4);
    assertThat(series.split(3)).containsExactly(series, Series.EMPTY, Series.EMPTY);
  }

  private static List<Long> values(Series series, int limit) {
    List<Long> values = new ArrayList<>();
    SeriesCursor cursor = series.cursor();
    long[] chunk = new long[limit];
    int count;
    do {
      count = cursor.next(chunk, limit);
      for (int i = 0; i < count; i++) {
        values.add(chunk[i]);
      }
    } while (count == limit);
    return values;
  }
}
