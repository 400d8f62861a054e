package io.sluice.distributed;

/** What lies between a node and its parent. */
enum Boundary {
  /** Both are in one stage. */
  NONE,
  /** The node is the head of a stage whose rows are dealt by hash. */
  SHUFFLE,
  /** The node is the head of a stage whose partitions all go to one task. */
  COALESCE,
  /** The node is the head of a stage whose rows all go to each task that reads it. */
  BROADCAST,
  /** The node is the head of a stage whose rows several places of the plan read. */
  SPOOL
}
