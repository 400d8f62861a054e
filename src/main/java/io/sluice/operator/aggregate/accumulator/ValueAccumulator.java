package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.Vector;
import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import org.jspecify.annotations.Nullable;

/** An accumulator of values, with the kernels that bring rows into it. Kernels never see a NULL. */
public abstract class ValueAccumulator extends Accumulator {
  ValueAccumulator(MemoryReservation reservation) {
    super(reservation);
  }

  /**
   * The accumulator that fits a type.
   *
   * @param type the type of the values that will be brought in
   */
  public static ValueAccumulator create(
      AccumulatorKind kind, DataType type, MemoryReservation reservation) {
    return switch (kind) {
      case TOTAL_COUNT -> new LongSumAccumulator(true, reservation);
      case INTEGER_SUM -> new LongSumAccumulator(false, reservation);
      case SUM -> createSum(type, reservation);
      case MIN, MAX -> createExtreme(kind == AccumulatorKind.MAX, type, reservation);
    };
  }

  private static ValueAccumulator createSum(DataType type, MemoryReservation reservation) {
    return switch (type.kind()) {
      case TINYINT, SMALLINT, INTEGER -> new LongSumAccumulator(false, reservation);
      case BIGINT -> new LongWideSumAccumulator(reservation);
      case DECIMAL ->
        isShort(type)
            ? new LongWideSumAccumulator(reservation)
            : new DecimalSumAccumulator(reservation);
      case REAL, DOUBLE -> new DoubleSumAccumulator(reservation);
      default -> throw new IllegalArgumentException("no sum of " + type);
    };
  }

  private static ValueAccumulator createExtreme(
      boolean isMax, DataType type, MemoryReservation reservation) {
    return switch (type.physicalType()) {
      case BYTES -> new BytesExtremeAccumulator(isMax, reservation);
      case INT128 -> new DecimalExtremeAccumulator(isMax, reservation);
      case BIT, INT32, INT64, FLOAT64 -> new ExtremeAccumulator(isMax, reservation);
    };
  }

  private static boolean isShort(DataType type) {
    return type instanceof DecimalType decimal && decimal.isShort();
  }

  /**
   * Brings rows into their groups.
   *
   * @param groups the group of each row, at the row; null when all belong to group 0
   * @param rows the rows that count, none of them NULL; null for the first {@code count}
   * @param values a flat vector, for VARCHAR one of any encoding
   */
  public abstract void update(
      int @Nullable [] groups, int @Nullable [] rows, int count, Vector values);
}
