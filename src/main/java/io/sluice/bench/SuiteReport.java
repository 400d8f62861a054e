package io.sluice.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The outcomes of a suite as a table and as JSON. */
record SuiteReport(
    Suite suite,
    SuiteOptions options,
    Optional<String> peer,
    List<QueryOutcome> outcomes,
    SuiteProfile profile) {
  /** Prints a line for a query. */
  void printLine(PrintWriter out, QueryOutcome outcome) {
    double ours = QueryOutcome.best(outcome.ours());
    double peerMillis = QueryOutcome.best(outcome.peer());
    if (peer.isPresent()) {
      out.printf(
          Locale.ROOT,
          "%-6s %12s %12s %8s  %s%n",
          outcome.name(),
          number(ours, 1),
          number(peerMillis, 1),
          number(ours / peerMillis, 2),
          status(outcome));
    } else {
      out.printf(Locale.ROOT, "%-6s %12s  %s%n", outcome.name(), number(ours, 1), status(outcome));
    }
    out.flush();
  }

  private static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static String status(QueryOutcome outcome) {
    QueryOutcome.Check check = outcome.check();
    String status = check.isWrong()
        ? "WRONG: " + check.problem()
        : check.equals(QueryOutcome.Check.NONE) ? check.against() : "as " + check.against();
    return outcome.isRefused() ? status + "; " + outcome.refusal() : status;
  }

  void printHead(PrintWriter out) {
    if (peer.isPresent()) {
      out.printf(
          Locale.ROOT,
          "%-6s %12s %12s %8s  %s%n",
          "query",
          "ours ms",
          "peer ms",
          "ratio",
          "result");
    } else {
      out.printf(Locale.ROOT, "%-6s %12s  %s%n", "query", "ours ms", "result");
    }
    out.flush();
  }

  /** Prints the geometric means of the best runs, and how many results were wrong or not checked. */
  void printFoot(PrintWriter out) {
    double ours = oursMean();
    double peerMean = peerMean();
    if (peer.isPresent()) {
      out.printf(
          Locale.ROOT,
          "%-6s %12s %12s %8s%n",
          "mean",
          number(ours, 1),
          number(peerMean, 1),
          number(ours / peerMean, 2));
    } else {
      out.printf(Locale.ROOT, "%-6s %12s%n", "mean", number(ours, 1));
    }
    long wrong = outcomes.stream().filter(outcome -> outcome.check().isWrong()).count();
    long unchecked = outcomes.stream()
        .filter(outcome -> outcome.check().equals(QueryOutcome.Check.NONE))
        .count();
    out.printf(
        Locale.ROOT,
        "Times are the best of %d runs, mean is geometric. %d queries, %d wrong, %d not checked.%n",
        options.runs(),
        outcomes.size(),
        wrong,
        unchecked);
    long refused = outcomes.stream().filter(QueryOutcome::isRefused).count();
    if (refused > 0) {
      out.printf(
          Locale.ROOT, "%d refused by the peer; the means are those of the others.%n", refused);
    }
    out.flush();
  }

  private double oursMean() {
    return geometricMean(outcome -> QueryOutcome.best(outcome.ours()));
  }

  private double peerMean() {
    return geometricMean(outcome -> QueryOutcome.best(outcome.peer()));
  }

  /** Of the queries that both ran, where there is a peer. */
  private double geometricMean(ToDoubleFunction<QueryOutcome> millis) {
    return Math.exp(outcomes.stream()
        .filter(outcome ->
            peer.isEmpty() || (!outcome.ours().isEmpty() && !outcome.peer().isEmpty()))
        .mapToDouble(outcome -> Math.log(millis.applyAsDouble(outcome)))
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN));
  }

  boolean hasWrong() {
    return outcomes.stream().anyMatch(outcome -> outcome.check().isWrong());
  }

  JsonObject json() {
    JsonArray queries = new JsonArray();
    for (QueryOutcome outcome : outcomes) {
      JsonObject query = new JsonObject()
          .put("name", outcome.name())
          .put("rows", outcome.rowCount())
          .put("checksum", outcome.checksum())
          .put("checkedAgainst", outcome.check().against())
          .put("problem", outcome.check().problem())
          .put("refusal", outcome.refusal())
          .put("oursMillis", new JsonArray(outcome.ours()))
          .put("peerMillis", new JsonArray(outcome.peer()));
      profile.of(outcome.name()).ifPresent(times -> query.put("profile", times.json()));
      queries.add(query);
    }
    JsonObject json = new JsonObject()
        .put("benchmark", suite.name())
        .put("size", suite.size())
        .put("machine", Machine.describe())
        .put("peer", peer.orElse(null))
        .put("settings", options.json())
        .put("queries", queries);
    putMean(json, "oursMeanMillis", oursMean());
    putMean(json, "peerMeanMillis", peerMean());
    return json;
  }

  private static void putMean(JsonObject json, String name, double value) {
    json.put(name, Double.isNaN(value) ? null : value);
  }
}
