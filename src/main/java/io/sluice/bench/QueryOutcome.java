package io.sluice.bench;

import java.util.List;

/**
 * What became of a query.
 *
 * @param check how its result was checked, and what was wrong with it
 * @param refusal why the peer did not answer; empty when it did, and without one
 * @param ours milliseconds of each run; none when the query failed
 * @param peer milliseconds of each run of the peer; none when it refused the query, and without one
 * @param rowCount rows of the result
 * @param checksum {@link RowChecksum} of the result
 */
record QueryOutcome(
    String name,
    Check check,
    String refusal,
    List<Double> ours,
    List<Double> peer,
    long rowCount,
    String checksum) {
  /**
   * How a result was checked.
   *
   * @param against what it was compared with, as a word for tables
   * @param problem what is wrong; empty when nothing is
   */
  record Check(String against, String problem) {
    static final Check NONE = new Check("not checked", "");

    boolean isWrong() {
      return !problem.isEmpty();
    }
  }

  boolean hasRun() {
    return !ours.isEmpty();
  }

  boolean isRefused() {
    return !refusal.isEmpty();
  }

  static double best(List<Double> millis) {
    return millis.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
  }
}
