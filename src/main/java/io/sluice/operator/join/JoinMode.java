package io.sluice.operator.join;

/** How the build side of a hash join reaches the partitions that probe it. */
public enum JoinMode {
  /** The build side is one partition, read once by each task for all its probe partitions. */
  COLLECT_LEFT("CollectLeft"),
  /** Both sides are partitioned by the keys; partition i joins with partition i. */
  PARTITIONED("Partitioned");

  private final String text;

  JoinMode(String text) {
    this.text = text;
  }

  /** As it is written in plans. */
  @Override
  public String toString() {
    return text;
  }
}
