package io.sluice.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell of the fat jar: in a pseudo terminal, as a script, embedded, on a cluster of processes and over HTTP. */
@Timeout(300)
class ShellIT {
  private static final int PORT = 17_961;
  private static final String ENDLESS =
      "SELECT count(*) FROM numbers(0, 100000000000) WHERE number % 7 = 3;";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";

  private final List<JarProcess> nodes = new ArrayList<>();

  @TempDir
  private Path folder;

  @AfterEach
  void stop() throws IOException {
    for (JarProcess node : nodes) {
      node.close();
    }
  }

  private String config(String role) {
    return """
        {"roles": [%s], "cluster": {"name": "shell-it", "port": %d, "members": ["127.0.0.1:%d"]},
         "web": {"port": 0}, "catalog": {"directory": "%s"}}""".formatted(role, PORT, PORT, folder.resolve("data"));
  }

  /** Starts a coordinator and two workers; tells the coordinator's address. */
  private String startCluster() throws InterruptedException {
    for (String role : List.of("coordinator", "worker", "worker")) {
      nodes.add(
          JarProcess.start("-cluster", "-conf", config("\"" + role + "\"")).awaitReady());
    }
    Matcher address = Pattern.compile("http at ([0-9.:]+)").matcher(nodes.get(0).out());
    assertThat(address.find()).isTrue();
    return "http://" + address.group(1);
  }

  private static void assertRun(int exitCode, String out, String err, String... args)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("shell"));
    all.addAll(List.of(args));
    try (JarProcess process = JarProcess.start(all.toArray(String[]::new)).await()) {
      assertThat(process.err()).isEqualTo(err);
      assertThat(process.out()).isEqualTo(out);
      assertThat(process.exitCode()).isEqualTo(exitCode);
    }
  }

  @Test
  void scriptsTellByTheirExitCodeHowTheyEnded() throws Exception {
    Path file = folder.resolve("a.sql");
    Files.writeString(file, "SELECT 2 AS b;\nSELECT c;\nSELECT 3 AS d;\n");

    assertRun(0, " a\n---\n 1\n(1 row)\n", "", "-c", "SELECT 1 AS a");
    assertRun(
        1,
        "a\n1\nb\n2\n",
        file
            + ":2: COLUMN_NOT_FOUND: Column 'c' not found; the query has no FROM (line 2, column 8)\n  SELECT c\n         ^\n",
        "-c",
        "SELECT 1 AS a",
        "-f",
        file.toString(),
        "--format",
        "csv");
    assertRun(
        2,
        "",
        "--cluster and --url cannot be used together; see 'sluice shell --help'\n",
        "--cluster",
        "x",
        "--url",
        "y");
    try (JarProcess refused = JarProcess.start(
            "shell", "--url", "http://127.0.0.1:9", "-c", "SELECT 1")
        .await()) {
      assertThat(refused.exitCode()).isEqualTo(3);
      assertThat(refused.err())
          .startsWith("COORDINATOR_LOST: No coordinator answers at http://127.0.0.1:9");
    }
  }

  @Test
  void aSessionHoldsOnAClusterAndOverHttp() throws Exception {
    String url = startCluster();
    String[] script = {
      "--format",
      "csv",
      "-c",
      "SET target_partitions = 3; SET VARIABLE v = 40; PREPARE p AS SELECT $1 + getvariable('v') AS sum; USE tpch.tiny",
      "-c",
      "SHOW target_partitions; EXECUTE p(2); SELECT count(*) AS nations FROM nation",
      "-c",
      "SELECT ARRAY[1, 2] AS list, DATE '2024-02-29' AS day, NULL AS nothing",
      "-c",
      "SELECT 1,\n nope FROM nation"
    };
    String out =
        "name,value\ntarget_partitions,3\nsum\n42\nnations\n25\nlist,day,nothing\n\"[1, 2]\",2024-02-29,\n";
    String err =
        "COLUMN_NOT_FOUND: Column 'nope' not found (line 2, column 2)\n   nope FROM nation\n   ^\n";
    for (String[] place : List.of(
        new String[] {"--url", url}, new String[] {"--cluster", config("")}, new String[] {})) {
      List<String> args = new ArrayList<>(List.of(place));
      args.addAll(List.of(script));
      assertRun(1, out, err, args.toArray(String[]::new));
    }

    assertThat(runLost(url, "--url", url)).startsWith("COORDINATOR_LOST: ");
  }

  /** The error of a shell whose coordinator is killed while its statement runs. */
  private String runLost(String url, String... place) throws Exception {
    List<String> args = new ArrayList<>(List.of("shell", "-c", ENDLESS));
    args.addAll(List.of(place));
    try (JarProcess client = JarProcess.start(args.toArray(String[]::new))) {
      awaitQueries(url, 1);
      nodes.get(0).kill();
      assertThat(client.await().exitCode()).isEqualTo(3);
      return client.err();
    }
  }

  @Test
  void aKilledCoordinatorIsNoticedOnACluster() throws Exception {
    String url = startCluster();
    assertThat(runLost(url, "--cluster", config(""))).startsWith("COORDINATOR_LOST: ");
  }

  private static void awaitQueries(String url, int count) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v1/queries")).build();
    HttpClient client = HttpClient.newHttpClient();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (true) {
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      if (answer.split("\"queryId\"", -1).length - 1 == count) {
        return;
      }
      assertThat(System.nanoTime()).as("%d queries in %s", count, answer).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  @Test
  void aPersonAtATerminalOfACluster() throws Exception {
    String url = startCluster();
    try (PseudoTerminal terminal = new PseudoTerminal(folder, "--url", url)) {
      terminal.await("sluice> ");
      terminal.type("SELECT 40 +\r");
      terminal.await("-> ");
      terminal.type("2 AS answer;\r");
      terminal.await("42");
      terminal.await("sluice> ");
      terminal.type(ENDLESS + "\r");
      terminal.await("2 workers");
      awaitQueries(url, 1);
      terminal.type(CTRL_C);
      terminal.await("CANCELLED");
      terminal.await("sluice> ");
      awaitQueries(url, 0);
      terminal.type("SELECT number AS paged FROM numbers(0, 500);\r");
      terminal.await("through the pager");
      terminal.await("499");
      terminal.await("sluice> ");
      terminal.type("\\e\r");
      terminal.await("SELECT 'edited' AS x;");
      terminal.await("edited");
      terminal.await("sluice> ");
      terminal.type(CTRL_D);
      assertThat(terminal.exitCode()).isZero();
    }
    assertThat(folder.resolve(".sluice_history")).exists();
  }

  /** The shell in a pseudo terminal that the command {@code script} makes. */
  private static final class PseudoTerminal implements AutoCloseable {
    private final Process process;
    private final OutputStream keys;
    private final Path screen;
    private int seen;

    PseudoTerminal(Path home, String... args) throws IOException {
      Path script = Path.of("/usr/bin/script");
      assumeTrue(
          Files.isExecutable(script) && isOfUtilLinux(script),
          "there is no command 'script' of util-linux to make a pseudo terminal with");
      Path editor = home.resolve("editor");
      Files.writeString(editor, "#!/bin/sh\necho \"SELECT 'edited' AS x;\" > \"$1\"\n");
      assertThat(editor.toFile().setExecutable(true)).isTrue();
      screen = home.resolve("screen");
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      // Who was started in the background was told to ignore Ctrl-C, and so is whom he starts.
      String command =
          "exec env --default-signal=INT '%s' -Xmx512m -Duser.home='%s' -jar '%s' shell --no-rc %s"
              .formatted(java, home, System.getProperty("sluice.jar"), String.join(" ", args));
      ProcessBuilder builder = new ProcessBuilder(
              script.toString(), "-qefc", "stty rows 40 cols 150; " + command, "/dev/null")
          .redirectOutput(screen.toFile())
          .redirectErrorStream(true);
      builder.environment().put("TERM", "xterm");
      builder.environment().put("EDITOR", editor.toString());
      builder.environment().remove("VISUAL");
      builder.environment().put("PAGER", "echo through the pager; cat");
      process = builder.start();
      keys = process.getOutputStream();
    }

    private static boolean isOfUtilLinux(Path script) throws IOException {
      Process version = new ProcessBuilder(script.toString(), "--version").start();
      return new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .contains("util-linux");
    }

    void type(String text) throws IOException {
      keys.write(text.getBytes(StandardCharsets.UTF_8));
      keys.flush();
    }

    /** Waits for a text behind what was waited for before. Colours are left out. */
    void await(String text) throws Exception {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      while (shown().indexOf(text, seen) < 0) {
        assertThat(System.nanoTime()).as("'%s' in %s", text, shown()).isLessThan(deadline);
        assertThat(process.isAlive()).as("'%s' in %s", text, shown()).isTrue();
        Thread.sleep(50);
      }
      seen = shown().indexOf(text, seen) + text.length();
    }

    private String shown() throws IOException {
      return Files.readString(screen).replaceAll("\u001b\\[[0-9;?]*[A-Za-z>=]|\u001b[=>]", "");
    }

    int exitCode() throws InterruptedException {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
