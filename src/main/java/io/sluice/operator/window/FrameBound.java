package io.sluice.operator.window;

/**
 * Where a frame begins or ends.
 *
 * @param offset of PRECEDING and FOLLOWING: how many rows or groups away; in a RANGE frame the column of the input that holds, for each row, the value of the order
 *     key up to which the frame reaches, in the type of that key
 * @param varies whether the offset of a frame of ROWS or GROUPS is a BIGINT column of the input instead of a number
 */
public record FrameBound(Kind kind, long offset, boolean varies) {
  /** How a bound is given. */
  public enum Kind {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING;

    boolean hasOffset() {
      return this == PRECEDING || this == FOLLOWING;
    }
  }

  public static final FrameBound UNBOUNDED_PRECEDING =
      new FrameBound(Kind.UNBOUNDED_PRECEDING, 0, false);
  public static final FrameBound CURRENT_ROW = new FrameBound(Kind.CURRENT_ROW, 0, false);
  public static final FrameBound UNBOUNDED_FOLLOWING =
      new FrameBound(Kind.UNBOUNDED_FOLLOWING, 0, false);

  public FrameBound {
    if (offset < 0 || !kind.hasOffset() && offset != 0) {
      throw new IllegalArgumentException("a frame bound " + kind + " with offset " + offset);
    }
  }

  public static FrameBound preceding(long offset) {
    return new FrameBound(Kind.PRECEDING, offset, false);
  }

  public static FrameBound following(long offset) {
    return new FrameBound(Kind.FOLLOWING, offset, false);
  }

  /** As many rows or groups away as a column says. */
  public static FrameBound ofColumn(boolean isPreceding, int column) {
    return new FrameBound(isPreceding ? Kind.PRECEDING : Kind.FOLLOWING, column, true);
  }

  String text(FrameUnits units) {
    String name = kind.name().replace('_', ' ');
    if (!kind.hasOffset()) {
      return name;
    }
    return (varies || units == FrameUnits.RANGE ? "@" + offset : offset) + " " + name;
  }
}
