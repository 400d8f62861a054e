package io.sluice.bench;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all suites share. */
final class SuiteOptions {
  @Option(
      names = "--queries",
      split = ",",
      paramLabel = "<names>",
      description = "Only these queries, for instance q1,q6; all when not given.")
  private List<String> queries = List.of();

  @Option(
      names = "--runs",
      paramLabel = "<n>",
      defaultValue = "3",
      description = "Measured runs of each query; ${DEFAULT-VALUE} when not given.")
  private int runs;

  @Option(
      names = "--warmups",
      paramLabel = "<n>",
      defaultValue = "1",
      description =
          "Runs of each query before the measured ones; ${DEFAULT-VALUE} when not given. The result is checked in another run before all.")
  private int warmups;

  @Option(
      names = "--threads",
      paramLabel = "<n>",
      description =
          "Threads of each engine, and of generation; as many as processors when not given.")
  private @Nullable Integer threads;

  @Option(
      names = "--workers",
      paramLabel = "<n>",
      defaultValue = "1",
      description =
          "Workers to simulate, which share the threads; ${DEFAULT-VALUE} when not given.")
  private int workers;

  @Option(
      names = "--processes",
      paramLabel = "<n>",
      defaultValue = "0",
      description =
          "Worker processes that share the threads and this process' heap size, with the coordinator in this process; all is in this process when not given.")
  private int processes;

  @Mixin
  private PeerOptions peer = new PeerOptions();

  @Option(
      names = "--data",
      paramLabel = "<folder>",
      description =
          "Where generated files are kept and found again; ~/.cache/sluice/bench when not given.")
  private @Nullable Path data;

  @Option(
      names = "--json",
      paramLabel = "<file>",
      description = "Write all times, row counts and checksums to this file.")
  private @Nullable Path json;

  @Option(
      names = "--profile",
      description =
          "After all, run each query once more and tell which kinds of operators took its time.")
  private boolean isProfiled;

  int runs() {
    return runs;
  }

  int warmups() {
    return warmups;
  }

  int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  boolean isProfiled() {
    return isProfiled;
  }

  /** Starts the engine that is to be measured. */
  BenchEngine startEngine() {
    return processes == 0
        ? BenchEngine.start(workers, threads())
        : BenchEngine.startCluster(
            processes, threads() / processes, Runtime.getRuntime().maxMemory() / processes);
  }

  @Nullable
  Path jsonFile() {
    return json;
  }

  Path folder() {
    return data == null ? SuiteFiles.defaultFolder() : data;
  }

  PeerOptions peer() {
    return peer;
  }

  /**
   * The queries to run.
   *
   * @throws SluiceException of code INVALID_ARGUMENT for one that is not in the suite, or a number that is too small
   */
  List<String> check(String suite) {
    checkAtLeast("--runs", runs, 1);
    checkAtLeast("--warmups", warmups, 0);
    checkAtLeast("--threads", threads(), 1);
    checkAtLeast("--workers", workers, 1);
    checkAtLeast("--processes", processes, 0);
    if (processes > 0) {
      checkProcesses();
    }
    List<String> names = SuiteQueries.names(suite);
    List<String> unknown = new ArrayList<>(queries);
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "--queries: %s has no query '%s', only %s to %s"
              .formatted(suite, unknown.get(0), names.get(0), names.get(names.size() - 1)));
    }
    return queries.isEmpty() ? names : queries;
  }

  private void checkProcesses() {
    if (workers > 1) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "--processes and --workers exclude each other: a process is one worker");
    }
    if (threads() % processes != 0) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "--processes: %d threads cannot be shared evenly by %d processes; give --threads"
              .formatted(threads(), processes));
    }
  }

  private static void checkAtLeast(String option, int value, int min) {
    if (value < min) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "%s must be a whole number from %d, but got %d".formatted(option, min, value));
    }
  }

  JsonObject json() {
    return new JsonObject()
        .put("queries", new JsonArray(queries))
        .put("runs", runs)
        .put("warmups", warmups)
        .put("threads", threads())
        .put("workers", workers)
        .put("processes", processes)
        .put("profile", isProfiled);
  }
}
