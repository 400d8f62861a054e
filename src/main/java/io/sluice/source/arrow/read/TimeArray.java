package io.sluice.source.arrow.read;

import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.type.Interval;
import io.sluice.type.TypeKind;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Times of the day and timestamps in any unit. */
final class TimeArray extends ArrowArray {
  private static final long MICROSECONDS = 1_000_000;

  private final ByteBuffer values;

  TimeArray(ArrowField field, int length, @Nullable ByteBuffer validity, ByteBuffer values) {
    super(field, length, validity);
    this.values = values;
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    long[] times = ((LongVector) target).values();
    TypeKind kind = field().type().kind();
    boolean isTime = kind == TypeKind.TIME;
    boolean isSame = kind == TypeKind.TIMESTAMP_NANOS || field().unitsPerSecond() == MICROSECONDS;
    if (isSame && !isTime) {
      values.asLongBuffer().get(from, times, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      int row = from + i;
      times[i] = isNull(row) ? 0 : micros(row);
      if (isTime && (times[i] < 0 || times[i] >= Interval.MICROS_PER_DAY)) {
        throw invalid(row, "is no TIME");
      }
    }
  }

  private long micros(int row) {
    try {
      long value = NumberArray.get(values, field().width(), true, row);
      return TimeUnits.micros(value, field().unitsPerSecond());
    } catch (ArithmeticException e) {
      throw invalid(row, "is beyond the values of " + field().type());
    }
  }
}
