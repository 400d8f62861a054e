package io.sluice.operator.join.match;

/** Which rows a join gives: pairs of a left and a right row that meet its condition, rows without such a partner, or each row of one side at most once. */
public enum JoinType {
  INNER("Inner"),
  /** Pairs, and the left rows without partner, the right columns NULL. */
  LEFT("Left"),
  /** Pairs, and the right rows without partner, the left columns NULL. */
  RIGHT("Right"),
  /** Pairs, and the rows of both sides without partner. */
  FULL("Full"),
  /** The left rows with a partner. */
  LEFT_SEMI("LeftSemi"),
  /** The right rows with a partner. */
  RIGHT_SEMI("RightSemi"),
  /** The left rows without partner. */
  LEFT_ANTI("LeftAnti"),
  /** The right rows without partner. */
  RIGHT_ANTI("RightAnti"),
  /** The left rows, and whether the condition holds for any right row: TRUE, else NULL where it is unknown for one, else FALSE. */
  LEFT_MARK("LeftMark"),
  /** The right rows, and whether the condition holds for any left row. */
  RIGHT_MARK("RightMark");

  private final String text;

  JoinType(String text) {
    this.text = text;
  }

  /** Whether left columns are in the output. */
  public boolean hasLeftColumns() {
    return this != RIGHT_SEMI && this != RIGHT_ANTI && this != RIGHT_MARK;
  }

  /** Whether right columns are in the output. */
  public boolean hasRightColumns() {
    return this != LEFT_SEMI && this != LEFT_ANTI && this != LEFT_MARK;
  }

  /** Whether the output has pairs. */
  public boolean hasPairs() {
    return hasLeftColumns() && hasRightColumns();
  }

  public boolean isMark() {
    return this == LEFT_MARK || this == RIGHT_MARK;
  }

  /** Whether left rows are given for what is known of them once all right rows were seen. */
  public boolean awaitsRight() {
    return switch (this) {
      case LEFT, FULL, LEFT_SEMI, LEFT_ANTI, LEFT_MARK -> true;
      case INNER, RIGHT, RIGHT_SEMI, RIGHT_ANTI, RIGHT_MARK -> false;
    };
  }

  /** Whether left rows without partner are in the output. */
  public boolean keepsUnmatchedLeft() {
    return awaitsRight() && this != LEFT_SEMI;
  }

  /** Whether right rows without partner are in the output. */
  public boolean keepsUnmatchedRight() {
    return switch (this) {
      case RIGHT, FULL, RIGHT_ANTI, RIGHT_MARK -> true;
      case INNER, LEFT, LEFT_SEMI, RIGHT_SEMI, LEFT_ANTI, LEFT_MARK -> false;
    };
  }

  /** The type of the same join when its inputs change places. */
  public JoinType swap() {
    return switch (this) {
      case INNER, FULL -> this;
      case LEFT -> RIGHT;
      case RIGHT -> LEFT;
      case LEFT_SEMI -> RIGHT_SEMI;
      case RIGHT_SEMI -> LEFT_SEMI;
      case LEFT_ANTI -> RIGHT_ANTI;
      case RIGHT_ANTI -> LEFT_ANTI;
      case LEFT_MARK -> RIGHT_MARK;
      case RIGHT_MARK -> LEFT_MARK;
    };
  }

  /** As it is written in plans. */
  @Override
  public String toString() {
    return text;
  }
}
