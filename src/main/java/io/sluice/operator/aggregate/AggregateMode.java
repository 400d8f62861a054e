package io.sluice.operator.aggregate;

/** Which part of an aggregation a node does. */
public enum AggregateMode {
  /** Rows in, states out: groups may repeat in the output. */
  PARTIAL("Partial"),
  /** States in, results out; all groups are in one partition. */
  FINAL("Final"),
  /** States in, results out; all states of a group are in one partition. */
  FINAL_PARTITIONED("FinalPartitioned"),
  /** Rows in, results out; all rows of a group are in one partition. */
  SINGLE("Single");

  private final String text;

  AggregateMode(String text) {
    this.text = text;
  }

  /** Whether the input holds rows rather than the states of a partial aggregation. */
  public boolean readsRows() {
    return this == PARTIAL || this == SINGLE;
  }

  /** As it is written in plans. */
  @Override
  public String toString() {
    return text;
  }
}
