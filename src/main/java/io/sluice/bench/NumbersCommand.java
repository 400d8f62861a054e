package io.sluice.bench;

import io.sluice.config.Clock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.math.BigInteger;
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

/** {@code bench numbers}. */
@Command(
    name = "numbers",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Counts and adds generated numbers: rows a second and thread.")
final class NumbersCommand implements Callable<Integer> {
  private static final double NANOS_PER_SECOND = 1e9;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rows",
      paramLabel = "<n>",
      defaultValue = "1000000000",
      description = "Numbers to add; ${DEFAULT-VALUE} when not given.")
  private long rows;

  @Option(
      names = "--runs",
      paramLabel = "<n>",
      defaultValue = "5",
      description = "Measured runs, after one that is not; ${DEFAULT-VALUE} when not given.")
  private int runs;

  @Option(
      names = "--threads",
      paramLabel = "<n>",
      description = "Threads of the engine; as many as processors when not given.")
  private @Nullable Integer threads;

  @Option(
      names = "--json",
      paramLabel = "<file>",
      description = "Write the times of all runs to this file.")
  private @Nullable Path json;

  @Override
  public Integer call() {
    int threadCount = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (rows < 1 || runs < 1 || threadCount < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rows, --runs and --threads must be whole numbers from 1");
    }
    PrintWriter out = spec.commandLine().getOut();
    String query = "SELECT count(*), sum(number) FROM numbers(0, %d)".formatted(rows);
    List<Double> seconds = new ArrayList<>();
    try (BenchEngine engine = BenchEngine.start(1, threadCount)) {
      List<List<String>> actual = engine.texts(query);
      if (!actual.equals(List.of(expected()))) {
        out.println("WRONG: " + actual + " instead of " + expected());
        out.flush();
        return ExitCode.SOFTWARE;
      }
      for (int i = 0; i < runs; i++) {
        long start = Clock.SYSTEM.nanoTime();
        engine.run(query);
        seconds.add((Clock.SYSTEM.nanoTime() - start) / NANOS_PER_SECOND);
      }
    }
    double best = QueryOutcome.best(seconds);
    double rate = rows / best / threadCount;
    out.printf(
        Locale.ROOT,
        "%d rows in %.3f s with %d threads: %.1f million rows a second and thread%n",
        rows,
        best,
        threadCount,
        rate / 1e6);
    out.flush();
    if (json != null) {
      JsonFile.write(
          json,
          new JsonObject()
              .put("benchmark", "numbers")
              .put("machine", Machine.describe())
              .put("rows", rows)
              .put("threads", threadCount)
              .put("seconds", new JsonArray(seconds))
              .put("rowsPerSecondAndThread", rate));
    }
    return ExitCode.OK;
  }

  private List<String> expected() {
    BigInteger count = BigInteger.valueOf(rows);
    BigInteger sum = count.multiply(count.subtract(BigInteger.ONE)).shiftRight(1);
    return List.of(count.toString(), sum.toString());
  }
}
