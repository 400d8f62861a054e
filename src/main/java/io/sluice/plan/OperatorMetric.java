package io.sluice.plan;

import java.util.Locale;
import java.util.Optional;

/** What is counted of an operator. Over its partitions everything is a sum. */
public enum OperatorMetric {
  /** Rows that its streams gave. */
  OUTPUT_ROWS(1, Unit.COUNT),
  /** Batches that its streams gave. */
  OUTPUT_BATCHES(2, Unit.COUNT),
  /** Time of its own code on driver threads, without that of the operators below. */
  ELAPSED_COMPUTE(3, Unit.NANOS),
  /** The part of {@link #ELAPSED_COMPUTE} in which a join collected its left rows. */
  BUILD_TIME(4, Unit.NANOS),
  /** Time of its blocking calls on the I/O threads. */
  IO_TIME(5, Unit.NANOS),
  /** The most that its reservations held at once in a task. */
  PEAK_MEMORY_BYTES(6, Unit.BYTES),
  /** Bytes that went to spill files, before compression. */
  SPILLED_BYTES(7, Unit.BYTES),
  /** Bytes that a scan read of files. */
  BYTES_READ(8, Unit.BYTES),
  /** Row groups of Parquet files that were read. */
  ROW_GROUPS_READ(9, Unit.COUNT),
  /** Row groups of Parquet files that were left out, as statistics, page indexes or Bloom filters tell that no row of them is wanted. */
  ROW_GROUPS_PRUNED(10, Unit.COUNT),
  /** Bytes of encoded batches that came from tasks of other processes. */
  BYTES_RECEIVED(11, Unit.BYTES),
  /** Decompressed bytes that a scan found in memory, where an earlier one had left them. */
  CACHED_BYTES(12, Unit.BYTES),
  /** Pages of columns of Parquet files that were left out of row groups that were read, as page indexes tell that no row of them is wanted. */
  PAGES_PRUNED(13, Unit.COUNT);

  /** What a value counts. */
  public enum Unit {
    COUNT,
    BYTES,
    NANOS
  }

  private final int number;
  private final Unit unit;

  OperatorMetric(int number, Unit unit) {
    this.number = number;
    this.unit = unit;
  }

  /** The name on the wire, which stays. */
  public int number() {
    return number;
  }

  public Unit unit() {
    return unit;
  }

  /** The name that users see, for instance {@code output_rows}. */
  public String displayName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The metric of a {@link #number}; empty when this version has none. */
  public static Optional<OperatorMetric> ofNumber(int number) {
    for (OperatorMetric metric : values()) {
      if (metric.number == number) {
        return Optional.of(metric);
      }
    }
    return Optional.empty();
  }
}
