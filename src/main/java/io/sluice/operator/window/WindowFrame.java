package io.sluice.operator.window;

import static java.util.Objects.requireNonNull;

/** Which rows around the current one a function sees. It has none of them when its end comes before its start. */
public record WindowFrame(
    FrameUnits units, FrameBound start, FrameBound end, FrameExclusion exclusion) {
  /** All rows of the partition. */
  public static final WindowFrame WHOLE_PARTITION = new WindowFrame(
      FrameUnits.ROWS,
      FrameBound.UNBOUNDED_PRECEDING,
      FrameBound.UNBOUNDED_FOLLOWING,
      FrameExclusion.NO_OTHERS);

  public WindowFrame {
    requireNonNull(units, "units");
    requireNonNull(start, "start");
    requireNonNull(end, "end");
    requireNonNull(exclusion, "exclusion");
  }

  /** Whether the frame grows from the first row of the partition and loses none. */
  public boolean isGrowing() {
    return start.kind() == FrameBound.Kind.UNBOUNDED_PRECEDING
        && !end.varies()
        && exclusion == FrameExclusion.NO_OTHERS;
  }

  @Override
  public String toString() {
    String text = units + " BETWEEN " + start.text(units) + " AND " + end.text(units);
    return exclusion == FrameExclusion.NO_OTHERS
        ? text
        : text + " EXCLUDE " + exclusion.name().replace('_', ' ');
  }
}
