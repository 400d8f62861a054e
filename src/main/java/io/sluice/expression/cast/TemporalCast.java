package io.sluice.expression.cast;

import io.sluice.column.FlatVector;
import io.sluice.column.IntVector;
import io.sluice.column.LongVector;
import io.sluice.expression.kernel.KernelInput;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;
import io.sluice.type.TypeKind;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** A conversion between DATE, TIME and the TIMESTAMPs, whose clock shows UTC. */
final class TemporalCast implements ScalarKernel {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long NANOS_PER_DAY = 86_400_000_000_000L;
  private static final long NANOS_PER_MICRO = 1_000L;

  private final DataType to;
  private final LongUnaryOperator conversion;

  private TemporalCast(DataType to, LongUnaryOperator conversion) {
    this.to = to;
    this.conversion = conversion;
  }

  /** The conversion, or null when there is none between the types. */
  static @Nullable TemporalCast create(DataType from, DataType to) {
    LongUnaryOperator conversion = switch (from.kind()) {
      case DATE -> ofDate(to.kind());
      case TIMESTAMP, TIMESTAMP_TZ -> ofMicros(to.kind());
      case TIMESTAMP_NANOS -> ofNanos(to.kind());
      default -> null;
    };
    return conversion == null ? null : new TemporalCast(to, conversion);
  }

  private static @Nullable LongUnaryOperator ofDate(TypeKind to) {
    return switch (to) {
      case TIMESTAMP, TIMESTAMP_TZ -> days -> Math.multiplyExact(days, MICROS_PER_DAY);
      case TIMESTAMP_NANOS -> days -> Math.multiplyExact(days, NANOS_PER_DAY);
      default -> null;
    };
  }

  private static @Nullable LongUnaryOperator ofMicros(TypeKind to) {
    return switch (to) {
      case DATE -> micros -> Math.floorDiv(micros, MICROS_PER_DAY);
      case TIME -> micros -> Math.floorMod(micros, MICROS_PER_DAY);
      case TIMESTAMP, TIMESTAMP_TZ -> micros -> micros;
      case TIMESTAMP_NANOS -> micros -> Math.multiplyExact(micros, NANOS_PER_MICRO);
      default -> null;
    };
  }

  private static @Nullable LongUnaryOperator ofNanos(TypeKind to) {
    return switch (to) {
      case DATE -> nanos -> Math.floorDiv(nanos, NANOS_PER_DAY);
      case TIME -> nanos -> Math.floorMod(nanos, NANOS_PER_DAY) / NANOS_PER_MICRO;
      case TIMESTAMP, TIMESTAMP_TZ -> nanos -> Math.floorDiv(nanos, NANOS_PER_MICRO);
      default -> null;
    };
  }

  @Override
  public void compute(KernelInput input, FlatVector result) {
    input.skipNulls();
    FlatVector source = input.argument(0);
    int[] rows = input.rows();
    for (int i = 0; i < input.count(); i++) {
      int row = rows == null ? i : rows[i];
      long value = source instanceof IntVector days
          ? days.values()[row]
          : ((LongVector) source).values()[row];
      try {
        long converted = conversion.applyAsLong(value);
        if (result instanceof IntVector ints) {
          ints.values()[row] = (int) converted;
        } else {
          ((LongVector) result).values()[row] = converted;
        }
      } catch (ArithmeticException outOfRange) {
        throw CastFailure.overflow(input, row, to);
      }
    }
  }
}
