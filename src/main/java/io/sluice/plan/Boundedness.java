package io.sluice.plan;

/** Whether a node's output ends. */
public enum Boundedness {
  BOUNDED,
  /** It may not end, or its rows come from outside when they come: nothing may hold rows back to have more of them. */
  UNBOUNDED
}
