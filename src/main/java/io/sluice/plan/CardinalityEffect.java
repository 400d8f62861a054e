package io.sluice.plan;

/** What a node can do to the number of rows that pass it. */
public enum CardinalityEffect {
  /** As many rows as came in. */
  EQUAL,
  /** At most as many. */
  LOWER_EQUAL,
  /** At least as many. */
  GREATER_EQUAL,
  UNKNOWN
}
