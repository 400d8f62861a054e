package io.sluice.operator.window;

/** What the offsets of a frame count. */
public enum FrameUnits {
  /** Rows. */
  ROWS,
  /** Differences of the order key; the current row stands for all its peers. */
  RANGE,
  /** Groups of peers, rows that are equal in the order keys. */
  GROUPS
}
