package io.sluice.source.jdbc;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of its own, on a free port of the loopback, that writes down what it is asked. */
final class PostgresServer implements AutoCloseable {
  private static final String USER = "sluice";
  private static final List<String> FOLDERS =
      List.of("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql");
  private static final long PATIENCE_SECONDS = 60;

  private final Path bin;
  private final Path directory;
  private final Path log;
  private final int port;
  private int logLinesSeen;

  private PostgresServer(Path bin, Path directory, int port) {
    this.bin = bin;
    this.directory = directory;
    this.log = directory.resolve("server.log");
    this.port = port;
  }

  /** The folder of {@code initdb}, if PostgreSQL is installed here. */
  static Optional<Path> binaries() {
    List<Path> candidates = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      candidates.add(Path.of(folder));
    }
    for (String folder : FOLDERS) {
      candidates.add(Path.of(folder, "bin"));
      try (Stream<Path> versions =
          Files.isDirectory(Path.of(folder)) ? Files.list(Path.of(folder)) : Stream.empty()) {
        versions.map(version -> version.resolve("bin")).forEach(candidates::add);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return candidates.stream()
        .filter(folder -> Files.isExecutable(folder.resolve("initdb"))
            && Files.isExecutable(folder.resolve("pg_ctl")))
        .findFirst();
  }

  static PostgresServer start(Path bin) {
    try {
      Path directory = Files.createTempDirectory("sluice-postgres");
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      PostgresServer server = new PostgresServer(bin, directory, port);
      if (isRoot()) {
        UserPrincipal owner = directory
            .getFileSystem()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName("postgres");
        Files.setOwner(directory, owner);
      }
      Path data = directory.resolve("data");
      server.run(
          "initdb", "-D", data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync");
      server.run(
          "pg_ctl",
          "-D",
          data.toString(),
          "-l",
          server.log.toString(),
          "-w",
          "-o",
          "-p " + port
              + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c log_statement=all",
          "start");
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The server does not run as root. */
  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      Path output = directory.resolve(program + ".out");
      Process process = new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(command + " failed, see " + output);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  JsonObject login() {
    return new JsonObject().put("url", url()).put("user", USER).put("password", "not-asked-for");
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  PostgresServer run(List<String> statements) {
    try (Connection connection = DriverManager.getConnection(url(), USER, "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      return this;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** What was read of tables of the schema {@code shop} since the last call. */
  List<String> asked() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      List<String> asked = lines.subList(logLinesSeen, lines.size()).stream()
          .filter(line -> line.contains("SELECT ") && line.contains("\"shop\".\""))
          .map(line -> line.substring(line.indexOf("SELECT ")))
          .toList();
      logLinesSeen = lines.size();
      return asked;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    run("pg_ctl", "-D", directory.resolve("data").toString(), "-m", "immediate", "-w", "stop");
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
