package io.sluice.source.arrow.read;

import io.sluice.column.BytesVector;
import io.sluice.column.FlatVector;
import io.sluice.type.DataType;
import io.sluice.type.Interval;
import io.sluice.type.ValueWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Intervals and durations. */
final class IntervalArray extends ArrowArray {
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final ByteBuffer values;

  IntervalArray(ArrowField field, int length, @Nullable ByteBuffer validity, ByteBuffer values) {
    super(field, length, validity);
    this.values = values;
  }

  @Override
  void readValues(FlatVector target, int from, int count) {
    BytesVector intervals = (BytesVector) target;
    ValueWriter writer = new ValueWriter();
    for (int i = 0; i < count; i++) {
      if (isNull(from + i)) {
        intervals.writeEmpty(i);
      } else {
        writer.reset().write(DataType.INTERVAL, interval(from + i));
        intervals.write(i, writer.bytes(), 0, writer.length());
      }
    }
  }

  private Interval interval(int row) {
    int at = row * field().width();
    return switch (field().layout()) {
      case MONTHS -> new Interval(values.getInt(at), 0, 0);
      case DAYS_MILLIS ->
        new Interval(0, values.getInt(at), values.getInt(at + Integer.BYTES) * MICROS_PER_MILLI);
      case MONTHS_DAYS_NANOS ->
        new Interval(
            values.getInt(at),
            values.getInt(at + Integer.BYTES),
            TimeUnits.micros(values.getLong(at + Long.BYTES), NANOS_PER_SECOND));
      default -> {
        try {
          long micros = TimeUnits.micros(values.getLong(at), field().unitsPerSecond());
          yield new Interval(0, 0, micros);
        } catch (ArithmeticException e) {
          throw invalid(row, "is beyond the values of INTERVAL");
        }
      }
    };
  }
}
