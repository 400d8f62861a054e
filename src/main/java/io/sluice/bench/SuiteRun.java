package io.sluice.bench;

import io.sluice.bench.QueryOutcome.Check;
import io.sluice.config.Clock;
import io.sluice.error.SluiceException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a suite: makes its files, checks each result, measures, and prints. Blocking. */
final class SuiteRun {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Suite suite;
  private final SuiteOptions options;
  private final PrintWriter out;
  private final PrintWriter err;
  private final StoredAnswers answers;

  SuiteRun(Suite suite, SuiteOptions options, PrintWriter out, PrintWriter err) {
    this.suite = suite;
    this.options = options;
    this.out = out;
    this.err = err;
    this.answers = StoredAnswers.of(suite.size());
  }

  /** Runs it; answers whether no result was wrong. */
  boolean run() {
    List<String> queries = options.check(suite.name());
    List<GeneratedTable> tables = suite.tables().get();
    SuiteFiles files = new SuiteFiles(options.folder().resolve(suite.size()));
    try (PeerDatabase peer = options.peer().connect(options.threads())) {
      files.generate(tables, options.threads(), err);
      if (peer != null) {
        options.peer().prepare(peer, files, tables);
      }
      try (BenchEngine engine = options.startEngine()) {
        tables.forEach(table -> engine.run(files.createView(table.name())));
        return run(queries, engine, peer);
      }
    }
  }

  private boolean run(List<String> queries, BenchEngine engine, @Nullable PeerDatabase peer) {
    List<QueryOutcome> outcomes = new ArrayList<>();
    Optional<String> peerName = Optional.ofNullable(peer).map(PeerDatabase::name);
    SuiteProfile profile = new SuiteProfile();
    SuiteReport report = new SuiteReport(suite, options, peerName, outcomes, profile);
    report.printHead(out);
    for (String name : queries) {
      QueryOutcome outcome = measure(name, engine, peer);
      outcomes.add(outcome);
      report.printLine(out, outcome);
    }
    report.printFoot(out);
    if (options.isProfiled()) {
      profile.run(
          suite.name(),
          outcomes.stream().filter(QueryOutcome::hasRun).map(QueryOutcome::name).toList(),
          engine);
      profile.print(out);
    }
    Path json = options.jsonFile();
    if (json != null) {
      JsonFile.write(json, report.json());
    }
    return !report.hasWrong();
  }

  private QueryOutcome measure(String name, BenchEngine engine, @Nullable PeerDatabase peer) {
    String query = SuiteQueries.read(suite.name(), name);
    List<List<String>> rows;
    List<Double> ours;
    try {
      rows = engine.texts(query);
      ours = times(query, engine::run);
    } catch (SluiceException e) {
      Check failed = new Check("none", e.describe());
      return new QueryOutcome(name, failed, "", List.of(), List.of(), 0, "");
    }
    String checksum = RowChecksum.of(rows);
    Check check = checkAgainstStored(name, rows, checksum);
    String refusal = "";
    List<Double> peerTimes = List.of();
    if (peer != null) {
      try {
        check = compare(query, rows, peer);
        peerTimes = times(query, peer::run);
      } catch (SluiceException e) {
        refusal = e.describe();
      }
    }
    return new QueryOutcome(name, check, refusal, ours, peerTimes, rows.size(), checksum);
  }

  private List<Double> times(String query, Consumer<String> engine) {
    for (int i = 0; i < options.warmups(); i++) {
      engine.accept(query);
    }
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < options.runs(); i++) {
      long start = Clock.SYSTEM.nanoTime();
      engine.accept(query);
      millis.add((Clock.SYSTEM.nanoTime() - start) / NANOS_PER_MILLI);
    }
    return millis;
  }

  private Check checkAgainstStored(String name, List<List<String>> rows, String checksum) {
    Optional<StoredAnswers.Answer> answer = answers.answer(name);
    if (answer.isEmpty()) {
      return Check.NONE;
    }
    StoredAnswers.Answer expected = answer.get();
    String problem = expected.rowCount() != rows.size()
        ? "%d rows instead of %d".formatted(rows.size(), expected.rowCount())
        : expected.checksum().equals(checksum)
            ? ""
            : "checksum %s instead of %s".formatted(checksum, expected.checksum());
    return new Check("stored", problem);
  }

  private static Check compare(String query, List<List<String>> rows, PeerDatabase peer) {
    if (SuiteQueries.isCutAtWill(query)) {
      return new Check("peer", differenceOfSome(query, rows, peer));
    }
    PeerDatabase.Rows expected = peer.rows(query);
    return new Check(
        "peer",
        RowComparison.sides(rows, expected.rows(), SuiteQueries.isOrdered(query))
            .withScales(expected.scales())
            .difference()
            .orElse(""));
  }

  /** The rows are some of the peer's, as many as the peer gives. */
  private static String differenceOfSome(String query, List<List<String>> rows, PeerDatabase peer) {
    long count = peer.run(query);
    if (count != rows.size()) {
      return "%d rows instead of %d".formatted(rows.size(), count);
    }
    Set<List<String>> missing = new HashSet<>(rows);
    peer.forEachRow(SuiteQueries.withoutLimit(query), missing::remove);
    return missing.isEmpty()
        ? ""
        : "row %s is not among the peer's".formatted(missing.iterator().next());
  }
}
