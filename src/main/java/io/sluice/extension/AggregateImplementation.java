package io.sluice.extension;

import static java.util.Objects.requireNonNull;

import io.sluice.memory.MemoryReservation;
import io.sluice.type.DataType;
import java.util.List;
import java.util.function.Function;

/**
 * An aggregate function for arguments of certain types.
 *
 * @param argumentTypes what the accumulators read; other types that were given are cast to these
 * @param resultType the type of the result, which is NULL for a group without values
 * @param stateTypes the columns in which a part of a group travels to where the parts are merged; without any, all rows of a group are brought to one place
 * @param nulls which rows the accumulators see
 * @param accumulators makes one for each partition; it may take memory from the reservation it is given
 */
public record AggregateImplementation(
    List<DataType> argumentTypes,
    DataType resultType,
    List<DataType> stateTypes,
    Nulls nulls,
    Function<MemoryReservation, AggregateAccumulator> accumulators) {
  /** What becomes of rows in which an argument is NULL. */
  public enum Nulls {
    /** The accumulators never see them. */
    SKIPPED,
    /** The accumulators see them. */
    KEPT
  }

  public AggregateImplementation {
    argumentTypes = List.copyOf(argumentTypes);
    requireNonNull(resultType, "resultType");
    stateTypes = List.copyOf(stateTypes);
    requireNonNull(nulls, "nulls");
    requireNonNull(accumulators, "accumulators");
  }

  /** Whether parts of a group can be aggregated apart and merged. */
  public boolean isSplittable() {
    return !stateTypes.isEmpty();
  }

  /** An accumulator for one partition. */
  public AggregateAccumulator newAccumulator(MemoryReservation reservation) {
    return accumulators.apply(reservation);
  }
}
