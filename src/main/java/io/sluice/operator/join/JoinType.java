package io.sluice.operator.join;

/** Which rows without a partner a join keeps. */
public enum JoinType {
  INNER("Inner"),
  /** Those of the left input, the right columns NULL. */
  LEFT("Left"),
  /** Those of the right input, the left columns NULL. */
  RIGHT("Right");

  private final String text;

  JoinType(String text) {
    this.text = text;
  }

  /** As it is written in plans. */
  @Override
  public String toString() {
    return text;
  }
}
