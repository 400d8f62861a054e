package io.sluice.bench;

import io.sluice.client.Rows;
import io.sluice.client.SluiceClient;
import io.sluice.cluster.ClusterClient;
import io.sluice.config.Clock;
import io.sluice.config.NodeConfig;
import io.sluice.config.SessionOptions;
import io.sluice.coordinator.message.QueryRequest;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench shuffle}. */
@Command(
    name = "shuffle",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Moves generated rows between two processes.",
      "Each is a worker that this process starts and ends. 'gather' sends a column of BIGINTs to one task, 'deal' distributes rows of four of them by a hash to tasks that look one of them up in a table of twenty keys, 'group' distributes a column and groups it.",
      "Bytes are those of the loopback interface (Linux only), so nothing else should use it meanwhile."
    })
final class ShuffleCommand implements Callable<Integer> {
  /** A join would otherwise send its smaller side to where the rows are. */
  private static final JsonObject SETTINGS =
      new JsonObject().put(SessionOptions.BROADCAST_JOIN_MAX_ROWS.name(), "0");

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_GIGABYTE = 1e9;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kinds",
      paramLabel = "<kind>",
      split = ",",
      defaultValue = "gather,wide,deal,group",
      description =
          "What to measure, as a list with commas: gather, wide, deal, group; all when not given.")
  private List<Movement> movements = List.of();

  @Option(
      names = "--rows",
      paramLabel = "<n>",
      defaultValue = "20000000",
      description = "Rows to move; ${DEFAULT-VALUE} when not given.")
  private long rows;

  @Option(
      names = "--runs",
      paramLabel = "<n>",
      defaultValue = "3",
      description = "Measured runs of each kind; ${DEFAULT-VALUE} when not given.")
  private int runs;

  @Option(
      names = "--warmups",
      paramLabel = "<n>",
      defaultValue = "1",
      description =
          "Runs of each kind before those that are measured; ${DEFAULT-VALUE} when not given. The processes compile their code meanwhile.")
  private int warmups;

  @Option(
      names = "--threads",
      paramLabel = "<n>",
      description = "Threads of each process; half of the processors when not given.")
  private @Nullable Integer threads;

  @Option(
      names = "--heap",
      paramLabel = "<MiB>",
      defaultValue = "2048",
      description = "Heap of each process in MiB; ${DEFAULT-VALUE} when not given.")
  private int heapMebibytes;

  @Option(
      names = "--json",
      paramLabel = "<file>",
      description = "Write the figures of all runs to this file.")
  private @Nullable Path json;

  /** How rows are moved: a query over {@code numbers(0, rows)} whose only row is twice their number. The tasks behind 'gather' and 'deal' keep none of them. */
  private enum Movement {
    GATHER(
        "SELECT max(number) + 1, count(*) FROM (SELECT number FROM numbers(0, %1$d) LIMIT %1$d)"),
    DEAL(
        "SELECT max(a.n) + 1, least(count(*), max(o), max(p), max(q)) FROM numbers(0, 20) k RIGHT JOIN"
            + " (SELECT number AS n, number + 1 AS o, number + 2 AS p, number + 3 AS q FROM numbers(0, %1$d)) a ON k.number = a.n"),
    WIDE(
        "SELECT max(a) + 1, least(count(*), max(b), max(c), max(d), max(e), max(f), max(g), max(h)) FROM (SELECT number AS a,"
            + " number + 1 AS b, number + 2 AS c, number + 3 AS d, number + 4 AS e, number + 5 AS f, number + 6 AS g, number + 7 AS h"
            + " FROM numbers(0, %1$d) LIMIT %1$d)"),
    GROUP(
        "SELECT sum(n), count(*) FROM (SELECT number, count(*) AS n FROM numbers(0, %1$d) GROUP BY number)");

    private final String query;

    Movement(String query) {
      this.query = query;
    }

    String query(long rows) {
      return query.formatted(rows);
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What one run took.
   *
   * @param bytes over the wire; NaN where they are not known
   */
  private record Run(Movement movement, double seconds, double bytes, double cpuSeconds) {
    double gigabytesPerSecond() {
      return bytes / BYTES_PER_GIGABYTE / seconds;
    }

    double cpuSecondsPerGigabyte() {
      return cpuSeconds / (bytes / BYTES_PER_GIGABYTE);
    }
  }

  @Override
  public Integer call() {
    int threadCount =
        threads == null ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : threads;
    if (rows < 1 || runs < 1 || warmups < 0 || threadCount < 1 || heapMebibytes < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--rows, --runs, --threads and --heap must be whole numbers from 1, --warmups from 0");
    }
    int port = FreePort.find();
    long heapBytes = (long) heapMebibytes << 20;
    List<Run> measured = new ArrayList<>();
    try (NodeProcess first = NodeProcess.start(port, threadCount, heapBytes, true)) {
      first.awaitReady();
      try (NodeProcess second = NodeProcess.start(port, threadCount, heapBytes, false)) {
        second.awaitReady();
        try (ClusterClient cluster =
            ClusterClient.join(NodeConfig.of(BenchNode.config(port, threadCount)))) {
          SluiceClient client = SluiceClient.create(cluster.vertx());
          List<NodeProcess> nodes = List.of(first, second);
          for (Movement movement : movements) {
            for (int i = 0; i < warmups; i++) {
              run(movement, client, nodes);
            }
            for (int i = 0; i < runs; i++) {
              measured.add(run(movement, client, nodes));
            }
          }
        }
      }
    }
    print(spec.commandLine().getOut(), measured);
    if (json != null) {
      JsonFile.write(json, json(measured, threadCount));
    }
    return ExitCode.OK;
  }

  private Run run(Movement movement, SluiceClient client, List<NodeProcess> nodes) {
    long bytes = LoopbackTraffic.bytes().orElse(0);
    double cpu = cpuSeconds(nodes);
    long start = Clock.SYSTEM.nanoTime();
    Rows reply = BenchEngine.await(client.query(QueryRequest.fromBody(
        new JsonObject().put("sql", movement.query(rows)).put("settings", SETTINGS))));
    double seconds = (Clock.SYSTEM.nanoTime() - start) / NANOS_PER_SECOND;
    String row = reply.get(0).toString();
    if (!row.equals("[%d, %d]".formatted(rows, rows))) {
      throw new SluiceException(ErrorCode.INTERNAL_ERROR, "%d rows became %s".formatted(rows, row));
    }
    double sent = LoopbackTraffic.bytes().isPresent()
        ? LoopbackTraffic.bytes().getAsLong() - bytes
        : Double.NaN;
    return new Run(movement, seconds, sent, cpuSeconds(nodes) - cpu);
  }

  private static double cpuSeconds(List<NodeProcess> nodes) {
    return nodes.stream()
        .mapToDouble(node -> node.cpu().toNanos() / NANOS_PER_SECOND)
        .sum();
  }

  private static void print(PrintWriter out, List<Run> measured) {
    out.printf(
        Locale.ROOT, "%-8s %10s %10s %10s %10s%n", "rows", "seconds", "GB", "GB/s", "CPU s/GB");
    for (Run run : measured) {
      out.printf(
          Locale.ROOT,
          "%-8s %10.3f %10.3f %10.3f %10.3f%n",
          run.movement().text(),
          run.seconds(),
          run.bytes() / BYTES_PER_GIGABYTE,
          run.gigabytesPerSecond(),
          run.cpuSecondsPerGigabyte());
    }
    out.flush();
  }

  private JsonObject json(List<Run> measured, int threadCount) {
    JsonArray all = new JsonArray();
    for (Run run : measured) {
      all.add(new JsonObject()
          .put("movement", run.movement().text())
          .put("seconds", run.seconds())
          .put("bytes", Double.isNaN(run.bytes()) ? null : (long) run.bytes())
          .put("cpuSeconds", run.cpuSeconds()));
    }
    return new JsonObject()
        .put("benchmark", "shuffle")
        .put("machine", Machine.describe())
        .put("rows", rows)
        .put("threadsPerProcess", threadCount)
        .put("heapMebibytes", heapMebibytes)
        .put("runs", all);
  }
}
