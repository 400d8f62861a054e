package io.sluice.bench;

import java.util.Locale;

/** What the operators of a plan are for, as columns of a table. */
enum OperatorKind {
  /** Decoding or generating rows. */
  SCAN,
  /** Blocking calls on I/O threads: reads of files, and spilling. */
  IO,
  FILTER,
  PROJECTION,
  /** Collecting the left rows of joins. */
  JOIN_BUILD,
  /** All else that joins do. */
  JOIN_PROBE,
  AGGREGATION,
  SORT,
  /** Moving rows between partitions, tasks and the client. */
  EXCHANGE,
  OTHER;

  /**
   * The kind of an operator's own time.
   *
   * @param node its line in a plan
   */
  static OperatorKind of(String node) {
    String name = node.startsWith("[Stage ") ? node.substring(node.indexOf("=> ") + 3) : node;
    int end = name.indexOf(':');
    return switch (end < 0 ? name : name.substring(0, end)) {
      case "ParquetExec",
          "CsvExec",
          "MemoryExec",
          "TpchExec",
          "TpcdsExec",
          "ValuesExec",
          "SeriesExec",
          "NumbersExec",
          "CooperativeExec" -> SCAN;
      case "FilterExec" -> FILTER;
      case "ProjectionExec" -> PROJECTION;
      case "HashJoinExec", "NestedLoopJoinExec" -> JOIN_PROBE;
      case "AggregateExec" -> AGGREGATION;
      case "SortExec", "SortPreservingMergeExec" -> SORT;
      case "RepartitionExec",
          "CoalescePartitionsExec",
          "CoalesceBatchesExec",
          "BroadcastExec",
          "SpoolExec",
          "SpoolScanExec",
          "NetworkShuffleExec",
          "NetworkCoalesceExec",
          "NetworkBroadcastExec",
          "NetworkSpoolExec" -> EXCHANGE;
      default -> OTHER;
    };
  }

  /** For the head of a table, and as a key. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
