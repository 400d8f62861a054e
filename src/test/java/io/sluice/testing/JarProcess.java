package io.sluice.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the fat jar, whose output goes to files. Closing ends it, politely at first. */
public final class JarProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target", "app-fat.jar").toAbsolutePath();
  private static final long TIMEOUT_SECONDS = 60;

  private final Process process;
  private final Path out;
  private final Path err;

  /**
   * Starts {@code java -jar app-fat.jar arguments}.
   *
   * @param directory where its output goes
   * @param name of the output files, unique in the directory
   */
  public JarProcess(Path directory, String name, String... arguments) {
    assertThat(JAR).as("run 'mvn package' first").exists();
    out = directory.resolve(name + ".out");
    err = directory.resolve(name + ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseParallelGC", "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    try {
      process = new ProcessBuilder(command)
          .redirectOutput(out.toFile())
          .redirectError(err.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the line that a node prints when it is ready, and gives it back. */
  public String awaitReady() {
    TestCluster.eventually(
        "the node is ready",
        TIMEOUT_SECONDS,
        () -> !process.isAlive() || out().contains("listening on"));
    assertThat(out()).as("standard error: %s", err()).contains("listening on");
    return out();
  }

  /** Waits for the end. */
  public int exitCode() {
    try {
      assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS))
          .as("the process ends")
          .isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /** Ends it without giving it a chance to say so: {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  public String out() {
    return read(out);
  }

  public String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
