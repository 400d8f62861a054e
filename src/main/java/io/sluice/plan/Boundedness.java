package io.sluice.plan;

/** Whether a node's output ends. */
public enum Boundedness {
  BOUNDED,
  UNBOUNDED
}
