package io.sluice.operator.window;

/** Which rows are left out of a frame. */
public enum FrameExclusion {
  NO_OTHERS,
  CURRENT_ROW,
  /** The current row and its peers. */
  GROUP,
  /** The peers of the current row, not itself. */
  TIES
}
