package io.sluice.operator.aggregate.accumulator;

/** How many values each group has. */
public interface GroupCounts {
  long count(int group);
}
