package io.sluice.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own, mostly of the fat jar, whose output goes to files. */
final class JarProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path out;
  private final Path err;

  private JarProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts {@code java -jar app-fat.jar} with these arguments. */
  static JarProcess start(String... args) {
    List<String> all = new ArrayList<>(List.of("-jar", System.getProperty("sluice.jar")));
    all.addAll(List.of(args));
    return startJava(all);
  }

  static JarProcess startJava(List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(args);
    try {
      Path out = Files.createTempFile("sluice", ".out");
      Path err = Files.createTempFile("sluice", ".err");
      Process process = new ProcessBuilder(command)
          .redirectOutput(out.toFile())
          .redirectError(err.toFile())
          .start();
      return new JarProcess(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the process has ended by itself. */
  JarProcess await() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("the process has ended: %s %s", out(), err())
        .isTrue();
    return this;
  }

  /** Waits for the node's line. */
  JarProcess awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!out().contains(" listening on ")) {
      assertThat(process.isAlive()).as("the node is up: %s %s", out(), err()).isTrue();
      assertThat(System.nanoTime()).as("the node is up: %s", err()).isLessThan(deadline);
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return this;
  }

  /** Waits for a line on standard error. */
  JarProcess awaitComplaint() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!err().endsWith("\n")) {
      assertThat(process.isAlive()).as("the process complains: %s", out()).isTrue();
      assertThat(System.nanoTime()).as("the process complains").isLessThan(deadline);
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return this;
  }

  /** Waits that long, or until the process has ended. */
  boolean isAliveAfterMillis(long millis) throws InterruptedException {
    return !process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  int exitCode() {
    return process.exitValue();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly();
  }

  /** {@code kill}, as Ctrl-C does. */
  JarProcess terminate() throws InterruptedException {
    process.destroy();
    return await();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }
}
