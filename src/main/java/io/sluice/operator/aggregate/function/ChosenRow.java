package io.sluice.operator.aggregate.function;

/** Which row's value is the result. */
enum ChosenRow {
  FIRST,
  LAST,
  /** The row with the least key; of several the first. */
  LEAST_KEY,
  /** The row with the greatest key; of several the first. */
  GREATEST_KEY;

  boolean hasKey() {
    return this == LEAST_KEY || this == GREATEST_KEY;
  }
}
