package io.sluice.bench;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, of this process' jar or class path. Its methods block. It ends when it is closed, or when this process does. */
final class NodeProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;
  private static final String MAIN_CLASS = "io.sluice.launch.Main";

  /** Flags that a process has for itself alone. */
  private static final String OWN_FLAGS =
      "-Xm[sx].*|-agentlib.*|-agentpath.*|-javaagent.*|-XX:(SharedArchiveFile|ArchiveClassesAtExit|StartFlightRecording)=.*";

  private final Process process;
  private final BufferedReader output;

  private NodeProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a node; {@link #awaitReady()} tells when it is up.
   *
   * @param port of the cluster
   * @param heapBytes of the process
   */
  static NodeProcess start(int port, int threads, long heapBytes, boolean isCoordinator) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.matches(OWN_FLAGS))
        .forEach(command::add);
    command.add("-Xms" + heapBytes);
    command.add("-Xmx" + heapBytes);
    command.addAll(program());
    command.addAll(List.of("bench", "node", "--port", "" + port, "--threads", "" + threads));
    if (isCoordinator) {
      command.add("--coordinator");
    }
    try {
      return new NodeProcess(new ProcessBuilder(command)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start());
    } catch (IOException e) {
      throw new SluiceException(ErrorCode.IO_ERROR, "A node cannot be started: " + e, e);
    }
  }

  /** The jar this class is from, or the class path. */
  private static List<String> program() {
    CodeSource source = NodeProcess.class.getProtectionDomain().getCodeSource();
    try {
      Path origin = Path.of(source.getLocation().toURI());
      return Files.isRegularFile(origin)
          ? List.of("-jar", origin.toString())
          : List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(source.toString(), e);
    }
  }

  /**
   * Waits until the node is up.
   *
   * @throws SluiceException of code WORKER_LOST when it ends before
   */
  void awaitReady() {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals(NodeCommand.READY)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new SluiceException(ErrorCode.IO_ERROR, "A node cannot be read: " + e, e);
    }
    throw new SluiceException(
        ErrorCode.WORKER_LOST, "A node ended before it was up; standard error says why");
  }

  /** The processor time of the process so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    try (output) {
      process.outputWriter(StandardCharsets.UTF_8).close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
