package io.sluice.operator.aggregate;

/** How many values each group has. */
interface GroupCounts {
  long count(int group);
}
