package io.sluice.source.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.PlanCodec;
import io.sluice.expression.series.Series;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Interval;
import io.sluice.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesExecTest {
  private static final Schema TABLE = Schema.of(new Field("range", DataType.TIMESTAMP, false));

  private final PlanCodec codec = new PlanCodec(new SeriesExtension().codecs());

  @Test
  void theNodeIsTheSameOnAnotherMachine() {
    Series days = Series.ofTimes(0, 1L << 60, new Interval(0, -1, 0), true);
    Series hours = Series.ofTimes(-5, 1L << 60, new Interval(0, 0, 3_600_000_000L), true);
    Series months = Series.ofTimes(-5, 1L << 60, new Interval(2, 3, 4), true);
    for (Series series : List.of(Series.EMPTY, days, hours, months)) {
      for (boolean hasColumn : new boolean[] {true, false}) {
        SeriesExec exec = new SeriesExec(TABLE, List.of(series), hasColumn).scaledTo(3);
        assertThat(codec.decode(codec.encode(exec))).isEqualTo(exec);
      }
    }
  }
}
