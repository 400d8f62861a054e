package io.sluice.sqllogic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of a file, with its loops unrolled and its conditions. */
sealed interface SltRecord {
  /** The number of its first line, counted from 1. */
  int line();

  /** For which engines it counts. */
  Conditions conditions();

  /**
   * @param onlyIf engines of which one must run it; empty for all
   * @param skipIf engines that leave it out
   */
  record Conditions(List<String> onlyIf, List<String> skipIf) {
    static final Conditions NONE = new Conditions(List.of(), List.of());

    public Conditions {
      onlyIf = List.copyOf(onlyIf);
      skipIf = List.copyOf(skipIf);
    }

    boolean allow(String engine) {
      return (onlyIf.isEmpty() || onlyIf.contains(engine)) && !skipIf.contains(engine);
    }
  }

  /** What a statement does, as far as the file says. */
  enum Outcome {
    OK,
    ERROR,
    EITHER
  }

  enum Sort {
    NONE,
    ROWS,
    VALUES
  }

  /**
   * @param error what the message must hold: a regular expression, or the text itself; null when any will do
   */
  record Statement(
      int line,
      Conditions conditions,
      String sql,
      Outcome outcome,
      @Nullable String error) implements SltRecord {}

  /**
   * @param types a letter for each column: I, R or T, or those of other dialects
   * @param label names results that must be equal; null for none
   * @param expected the lines below {@code ----}; null when the file has none and any result will do
   */
  record Query(
      int line,
      Conditions conditions,
      String sql,
      String types,
      Sort sort,
      @Nullable String label,
      @Nullable List<String> expected)
      implements SltRecord {}

  /** Ends the file. */
  record Halt(int line, Conditions conditions) implements SltRecord {}

  /** From how many values on a result is compared by its hash only. */
  record HashThreshold(int line, Conditions conditions, int values) implements SltRecord {}
}
