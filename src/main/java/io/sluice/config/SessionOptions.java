package io.sluice.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** The options of a session that belong to the engine itself: {@code SET name = value}. */
public final class SessionOptions {
  public static final ConfigOption<Long> TARGET_PARTITIONS = ConfigOption.ofLong(
      "target_partitions",
      16,
      1,
      4096,
      "partitions",
      "Partitions a stage's task is split into, and so the number of drivers that can work on it at once. On a cluster the default is a"
          + " worker's number of driver threads.");

  public static final ConfigOption<Long> BATCH_SIZE = ConfigOption.ofLong(
      "batch_size", 8192, 1, 65_536, "rows", "Rows a record batch holds at most.");

  public static final ConfigOption<Double> CARDINALITY_TASK_COUNT_FACTOR = ConfigOption.ofDouble(
      "cardinality_task_count_factor",
      1.0,
      1.0,
      1000.0,
      "",
      "How much smaller a stage becomes behind each operator that can only reduce rows.");

  public static final ConfigOption<Boolean> CHILDREN_ISOLATOR_UNIONS = ConfigOption.ofBoolean(
      "children_isolator_unions",
      true,
      "Whether a union deals its children over tasks instead of running all of them in each task.");

  public static final ConfigOption<Long> BYTES_PER_TASK = ConfigOption.ofLong(
      "bytes_per_task",
      16L << 20,
      1,
      Long.MAX_VALUE,
      "bytes",
      "Input bytes one task of a scan of files or generated tables is meant to read.");

  public static final ConfigOption<Long> QUERY_TIMEOUT = ConfigOption.ofLong(
      "query.timeout",
      3_600_000,
      1,
      Long.MAX_VALUE,
      "milliseconds",
      "The time after which a query is ended, from its arrival.");

  public static final ConfigOption<Long> QUERY_PROGRESS_INTERVAL = ConfigOption.ofLong(
      "query.progress_interval",
      0,
      0,
      3_600_000,
      "milliseconds",
      "How often the tasks of a query tell what they have read, for clients that ask how far it is. They count as EXPLAIN ANALYZE does then. 0 counts and tells nothing.");

  public static final ConfigOption<Long> PLANNING_TIMEOUT = ConfigOption.ofLong(
      "planning.timeout",
      30_000,
      1,
      Long.MAX_VALUE,
      "milliseconds",
      "How long the planning of one query may take.");

  public static final ConfigOption<Long> PARTIAL_AGGREGATE_TABLE_BYTES = ConfigOption.ofLong(
      "partial_aggregate.table_bytes",
      16L << 20,
      1,
      Long.MAX_VALUE,
      "bytes",
      "The size at which a partial aggregation hands over its groups and starts again with an empty table.");

  public static final ConfigOption<Long> PARTIAL_AGGREGATE_PROBE_ROWS = ConfigOption.ofLong(
      "partial_aggregate.probe_rows",
      100_000,
      1,
      Long.MAX_VALUE,
      "rows",
      "Rows after which a partial aggregation looks whether grouping reduces them.");

  public static final ConfigOption<Double> PARTIAL_AGGREGATE_MAX_GROUP_RATIO =
      ConfigOption.ofDouble(
          "partial_aggregate.max_group_ratio",
          0.8,
          0.0,
          1.0,
          "",
          "The number of groups for each row above which a partial aggregation stops grouping and hands rows on.");

  public static final ConfigOption<Long> REPARTITION_QUEUE_BYTES = ConfigOption.ofLong(
      "repartition.queue_bytes",
      8L << 20,
      1,
      Long.MAX_VALUE,
      "bytes",
      "What the queues of one repartitioning or merge of partitions hold before its inputs pause; at most a 32nd of the node's memory.");

  public static final ConfigOption<Long> COMMON_PLAN_MAX_ROWS = ConfigOption.ofLong(
      "common_plan.max_rows",
      1_000_000,
      0,
      Long.MAX_VALUE,
      "rows",
      "The most rows that a sub-plan may be expected to give which stands at several places of a query and is computed once, its rows kept in memory until all places have read them; 0 computes"
          + " it at each place.");

  public static final ConfigOption<Long> BROADCAST_JOIN_MAX_ROWS = ConfigOption.ofLong(
      "broadcast_join.max_rows",
      131_072,
      0,
      Long.MAX_VALUE,
      "rows",
      "The most rows that the smaller side of a join may be expected to give to be collected by every task that joins, while the rows of the larger side stay where they are; larger ones are"
          + " dealt by the hash of their keys, like the other side.");

  public static final ConfigOption<Long> RUNTIME_FILTER_MAX_ROWS = ConfigOption.ofLong(
      "runtime_filter.max_rows",
      4L << 20,
      0,
      Long.MAX_VALUE,
      "rows",
      "The most rows of a join's build side whose keys are made known to the scans below its probe side, which then leave out rows without partner; 0 makes no runtime filters.");

  public static final ConfigOption<Long> RUNTIME_FILTER_MAX_BYTES = ConfigOption.ofLong(
      "runtime_filter.max_bytes",
      4L << 20,
      0,
      1L << 30,
      "bytes",
      "The largest runtime filter that is sent to scans of other stages; those of a larger one read all rows. 0 sends none.");

  public static final ConfigOption<Long> RUNTIME_FILTER_MAX_WAIT = ConfigOption.ofLong(
      "runtime_filter.max_wait",
      10_000,
      0,
      Integer.MAX_VALUE,
      "milliseconds",
      "How long a scan waits at most for the runtime filters of joins of other stages before it reads its first row, counted from the start of its task. A join reads its other side first, so that nobody else waits meanwhile. Filters that come later are used from then on.");

  public static final ConfigOption<Long> REPARTITION_COLLECT_BYTES = ConfigOption.ofLong(
      "repartition.collect_bytes",
      4L << 20,
      1,
      Long.MAX_VALUE,
      "bytes",
      "What one input of a repartitioning collects for all outputs together before it hands batches on.");

  public static final ConfigOption<Long> SORT_RUN_ROWS = ConfigOption.ofLong(
      "sort.run_rows",
      1L << 20,
      1,
      1L << 26,
      "rows",
      "Rows that are sorted in one go; several such runs are merged.");

  public static final ConfigOption<Long> SORT_MERGE_QUEUE_BATCHES = ConfigOption.ofLong(
      "sort.merge_queue_batches",
      2,
      1,
      1024,
      "batches",
      "Batches that each input of an order-preserving merge prepares ahead.");

  public static final ConfigOption<Long> RECURSION_MAX_ITERATIONS = ConfigOption.ofLong(
      "recursion.max_iterations",
      100_000,
      1,
      Long.MAX_VALUE,
      "iterations",
      "How often the recursive part of a WITH RECURSIVE query may run before the query fails.");

  public static final ConfigOption<String> TIME_ZONE = ConfigOption.ofString(
      "time_zone",
      "UTC",
      SessionOptions::isZone,
      "a time zone such as 'UTC', 'Europe/Berlin' or '+02:00'",
      "Where the session's clock stands: the zone of current_date and its like, and of casts between TIMESTAMP WITH TIME ZONE and times without one or texts."
          + " SET TIME ZONE and timezone are other names.");

  public static final ConfigOption<String> DEFAULT_NULL_ORDER = ConfigOption.ofString(
      "default_null_order",
      "nulls_last_on_asc_first_on_desc",
      text -> NullOrder.find(text).isPresent(),
      "one of " + NullOrder.names(),
      "Where NULLs stand in an ORDER BY that does not say it: by default they are higher than all values.");

  public static final ConfigOption<Long> WRITE_BUFFER_BYTES = ConfigOption.ofLong(
      "write.buffer_bytes",
      64L << 20,
      1,
      Long.MAX_VALUE,
      "bytes",
      "Rows that one partition of COPY or of a statement that fills a table of files holds until they are moved to its files; less in a small pool.");

  public static final ConfigOption<Long> WRITE_MAX_OPEN_FILES = ConfigOption.ofLong(
      "write.max_open_files",
      100,
      1,
      100_000,
      "files",
      "Files that one partition of such a statement has open at once. With more combinations of values of its partition columns some get several files.");

  public static final List<ConfigOption<?>> ALL = List.of(
      TARGET_PARTITIONS,
      BATCH_SIZE,
      CARDINALITY_TASK_COUNT_FACTOR,
      CHILDREN_ISOLATOR_UNIONS,
      BYTES_PER_TASK,
      QUERY_TIMEOUT,
      QUERY_PROGRESS_INTERVAL,
      PLANNING_TIMEOUT,
      PARTIAL_AGGREGATE_TABLE_BYTES,
      PARTIAL_AGGREGATE_PROBE_ROWS,
      PARTIAL_AGGREGATE_MAX_GROUP_RATIO,
      REPARTITION_QUEUE_BYTES,
      COMMON_PLAN_MAX_ROWS,
      BROADCAST_JOIN_MAX_ROWS,
      RUNTIME_FILTER_MAX_ROWS,
      RUNTIME_FILTER_MAX_BYTES,
      RUNTIME_FILTER_MAX_WAIT,
      REPARTITION_COLLECT_BYTES,
      SORT_RUN_ROWS,
      SORT_MERGE_QUEUE_BATCHES,
      RECURSION_MAX_ITERATIONS,
      TIME_ZONE,
      DEFAULT_NULL_ORDER,
      WRITE_BUFFER_BYTES,
      WRITE_MAX_OPEN_FILES);

  private SessionOptions() {}

  private static boolean isZone(String name) {
    try {
      return ZoneId.of(name) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
