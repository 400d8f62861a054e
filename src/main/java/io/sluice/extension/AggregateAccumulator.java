package io.sluice.extension;

import io.sluice.column.FlatVector;
import io.sluice.column.Vector;

/**
 * What one call knows of all groups of a partition. Groups are numbered from 0 on. Owned by one driver; no method blocks.
 *
 * <p>Rows may be brought in again after a result was read, and all groups put back to the state without rows: aggregates over window frames do both.
 */
public interface AggregateAccumulator {
  /** Makes room for groups 0 to {@code groupCount - 1}. Called before a group is used in any way; a new group is in the state without rows. */
  void ensureGroups(int groupCount);

  /**
   * Brings rows into their groups.
   *
   * @param arguments a vector for each argument, of any encoding: the value of a row stands at {@code vector.flatRow(row)} of {@code vector.flat()}
   */
  void update(GroupedRows rows, Vector[] arguments);

  /**
   * Brings parts of groups into their groups. Called only for a function with state columns.
   *
   * @param states a vector for each state column
   */
  void merge(GroupedRows rows, Vector[] states);

  /**
   * Appends one state column of consecutive groups. Called only for a function with state columns.
   *
   * @param column which one
   */
  void writeState(int column, int from, int count, FlatVector target);

  /** Appends the results of consecutive groups. */
  void write(int from, int count, FlatVector target);

  /** Puts groups 0 to {@code groupCount - 1} back to the state without rows. */
  void clear(int groupCount);

  /** Bytes that it holds on the heap beside those it took from the reservation. Asked after each batch of rows. */
  long retainedBytes();
}
