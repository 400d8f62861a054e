package io.sluice.operator.window;

import io.sluice.column.FlatVector;
import io.sluice.memory.MemoryReservation;
import org.jspecify.annotations.Nullable;

/** Computes one call for partition after partition, and hands the results out afterwards. Owned by one driver. */
interface WindowEvaluator {
  /** Forgets all results. Called before the first partition of other rows. */
  void begin(int rowCount);

  /** Computes the results of the next partition. The partitions of some rows come in their order and without gaps. */
  void evaluate(WindowRows rows, int from, int to);

  /** Appends the results of some rows. */
  void write(int from, int count, FlatVector target);

  /** An upper bound of the bytes that a row takes, during the evaluation and until the results are handed out. */
  int bytesPerRow();

  /**
   * The evaluator of a call.
   *
   * @param frames of the call's frame, computed before each evaluation; null for a function without one
   */
  static WindowEvaluator create(
      WindowCall call, @Nullable FrameRows frames, MemoryReservation reservation) {
    return switch (call.function()) {
      case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE -> new RankEvaluator(call);
      case LAG, LEAD -> new ShiftEvaluator(call);
      case FIRST_VALUE, LAST_VALUE, NTH_VALUE -> new PositionEvaluator(call, required(frames));
      case MIN, MAX -> new ExtremeEvaluator(call, required(frames));
      case AGGREGATE ->
        call.isDistinct() || !call.orderBy().isEmpty()
            ? new ReorderedEvaluator(call, required(frames), reservation)
            : new AggregateEvaluator(call, required(frames), reservation);
      case COUNT, SUM, AVG -> SumEvaluator.create(call, required(frames));
    };
  }

  private static FrameRows required(@Nullable FrameRows frames) {
    if (frames == null) {
      throw new IllegalArgumentException("a function over frames needs frames");
    }
    return frames;
  }
}
