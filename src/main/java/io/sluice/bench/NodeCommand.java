package io.sluice.bench;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench node}: the other side of {@link NodeProcess}. It ends with its standard input, so also when the process that started it is killed. */
@Command(name = "node", hidden = true, description = "A node of a benchmark's cluster.")
final class NodeCommand implements Callable<Integer> {
  static final String READY = "ready";

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(names = "--port", required = true)
  private int port;

  @Option(names = "--threads", required = true)
  private int threads;

  @Option(names = "--coordinator")
  private boolean isCoordinator;

  @Override
  public Integer call() {
    JsonObject config = BenchNode.config(port, threads);
    try (BenchNode node = BenchNode.join(config).withWorker()) {
      if (isCoordinator) {
        node.withCoordinator();
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println(READY);
      out.flush();
      awaitEnd(System.in);
    }
    return ExitCode.OK;
  }

  private static void awaitEnd(InputStream input) {
    try {
      while (input.read() >= 0) {
        // Nothing is said to a node but that it ends.
      }
    } catch (IOException e) {
      throw new SluiceException(ErrorCode.IO_ERROR, "The standard input failed: " + e, e);
    }
  }
}
