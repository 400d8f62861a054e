package io.sluice.operator.join;

import io.sluice.memory.MemoryReservation;
import io.sluice.operator.join.match.BuildRows;
import io.sluice.operator.join.match.SharedMatches;
import org.jspecify.annotations.Nullable;

/**
 * The left rows of a nested loop join. Readable by all threads.
 *
 * @param matches what all partitions of the right input find out of the rows, where the join gives left rows for that
 */
record CollectedRows(BuildRows rows, @Nullable SharedMatches matches) {
  static CollectedRows of(NestedLoopJoinExec node, BuildRows rows, MemoryReservation reservation) {
    SharedMatches matches = node.type().awaitsRight()
        ? new SharedMatches(
            rows.size(), node.isMarkNullable(), node.right().partitionCount(), reservation)
        : null;
    return new CollectedRows(rows, matches);
  }
}
