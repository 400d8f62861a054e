package io.sluice.operator.aggregate;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;

/**
 * Decides when a partial aggregation emits its groups to keep its memory bounded, and when it stops grouping because almost every row is a group
 * of its own. Owned by one driver.
 */
final class PartialReduction {
  private final long tableBytes;
  private final long probeRows;
  private final double maxGroupRatio;
  private long rowCount;
  private long emittedGroups;
  private int groupsAtFlush;
  private long bytesAtFlush;

  PartialReduction(ConfigValues config) {
    tableBytes = config.get(SessionOptions.PARTIAL_AGGREGATE_TABLE_BYTES);
    probeRows = config.get(SessionOptions.PARTIAL_AGGREGATE_PROBE_ROWS);
    maxGroupRatio = config.get(SessionOptions.PARTIAL_AGGREGATE_MAX_GROUP_RATIO);
  }

  void addRows(int count) {
    rowCount += count;
  }

  /** Whether the groups are to be emitted now. Arrays keep their size when they are emptied, so a full table is as full as last time. */
  boolean isTableFull(int groupCount, long reservedBytes) {
    return reservedBytes > tableBytes
        && groupCount > 0
        && (groupCount >= groupsAtFlush || reservedBytes > bytesAtFlush);
  }

  /** Notes that all groups are emitted. */
  void flushed(int groupCount, long reservedBytes) {
    emittedGroups += groupCount;
    groupsAtFlush = groupCount;
    bytesAtFlush = reservedBytes;
  }

  /** Whether grouping does not pay: enough rows were seen, and there are nearly as many groups. */
  boolean isUseless(int groupCount) {
    return rowCount >= probeRows && emittedGroups + groupCount > maxGroupRatio * rowCount;
  }
}
