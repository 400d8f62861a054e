package io.sluice.operator.aggregate.accumulator;

import io.sluice.column.FlatVector;

/** A column of an aggregation's output that has one value for each group. */
public interface ResultColumn {
  /** Appends the values of consecutive groups. */
  void write(int from, int count, FlatVector target);
}
