package io.sluice.bench;

import io.sluice.client.SluiceClient;
import io.sluice.cluster.ClusterClient;
import io.sluice.config.Clock;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench latency}. */
@Command(
    name = "latency",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "How long small queries take.",
      "One after the other: SELECT 1, sent over the event bus of a cluster of two members in this process, and",
      "SELECT number FROM numbers(0, 100), on four simulated workers."
    })
final class LatencyCommand implements Callable<Integer> {
  private static final int WORKERS = 4;
  private static final int NUMBERS = 100;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--runs",
      paramLabel = "<n>",
      defaultValue = "5000",
      description = "Measured queries of each kind; ${DEFAULT-VALUE} when not given.")
  private int runs;

  @Option(
      names = "--warmups",
      paramLabel = "<n>",
      defaultValue = "5000",
      description = "Queries before the measured ones; ${DEFAULT-VALUE} when not given.")
  private int warmups;

  @Option(
      names = "--json",
      paramLabel = "<file>",
      description = "Write the percentiles to this file.")
  private @Nullable Path json;

  /** A kind of query and how long it took. */
  private record Measured(String name, Percentiles durations) {}

  @Override
  public Integer call() {
    if (runs < 1 || warmups < 0) {
      throw new ParameterException(
          spec.commandLine(), "--runs must be a whole number from 1, --warmups one from 0");
    }
    List<Measured> all = List.of(overTheEventBus(), onSimulatedWorkers());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%-28s %10s %10s %10s %10s%n",
        "query",
        "p50 ms",
        "p90 ms",
        "p99 ms",
        "max ms");
    for (Measured measured : all) {
      Percentiles durations = measured.durations();
      out.printf(
          Locale.ROOT,
          "%-28s %10.3f %10.3f %10.3f %10.3f%n",
          measured.name(),
          durations.millis(50),
          durations.millis(90),
          durations.millis(99),
          durations.millis(100));
    }
    out.flush();
    if (json != null) {
      JsonArray queries = new JsonArray();
      all.forEach(
          measured -> queries.add(measured.durations().json().put("name", measured.name())));
      JsonFile.write(
          json,
          new JsonObject()
              .put("benchmark", "latency")
              .put("machine", Machine.describe())
              .put("queries", queries));
    }
    return ExitCode.OK;
  }

  private Measured overTheEventBus() {
    JsonObject config = BenchNode.config(FreePort.find(), 1);
    try (BenchNode node = BenchNode.join(config).withWorker().withCoordinator();
        ClusterClient cluster = ClusterClient.join(node.config())) {
      SluiceClient client = SluiceClient.create(cluster.vertx());
      return new Measured(
          "SELECT 1 (event bus)",
          measure(1, () -> BenchEngine.await(client.query("SELECT 1")).size()));
    }
  }

  private Measured onSimulatedWorkers() {
    int threads = Runtime.getRuntime().availableProcessors();
    String query = "SELECT number FROM numbers(0, %d)".formatted(NUMBERS);
    try (BenchEngine engine = BenchEngine.start(WORKERS, threads)) {
      return new Measured("numbers(0, 100) (4 workers)", measure(NUMBERS, () -> engine.run(query)));
    }
  }

  private Percentiles measure(long expectedRows, LongSupplier query) {
    long[] nanos = new long[runs];
    for (int i = -warmups; i < runs; i++) {
      long start = Clock.SYSTEM.nanoTime();
      long rows = query.getAsLong();
      long duration = Clock.SYSTEM.nanoTime() - start;
      if (rows != expectedRows) {
        throw new SluiceException(
            ErrorCode.INTERNAL_ERROR,
            "A query gave %d rows instead of %d".formatted(rows, expectedRows));
      }
      if (i >= 0) {
        nanos[i] = duration;
      }
    }
    return Percentiles.of(nanos);
  }
}
