package io.sluice.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.query.EmbeddedConnection;
import io.sluice.cli.query.RunningQuery;
import io.sluice.cli.query.SqlConnection;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.testing.TestCluster;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal, which is two pipes. */
@Timeout(120)
class InteractiveLoopTest {
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final String TAB = "\t";
  private static final String UP = "\u001bOA";
  private static final String ENDLESS =
      "SELECT count(*) FROM numbers(0, 100000000000) WHERE number % 7 = 3;\r";

  @TempDir
  private Path folder;

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final PipedOutputStream keys = new PipedOutputStream();
  private final AtomicInteger connections = new AtomicInteger();
  private final CompletableFuture<RunStatus> left = new CompletableFuture<>();
  private SqlConnection connection = new LostConnection();
  private Terminal terminal;
  private Shell shell;
  private int seen;

  @BeforeEach
  void start() throws Exception {
    terminal = new ExternalTerminal(
        "test", "xterm", new PipedInputStream(keys, 4_096), screen, StandardCharsets.UTF_8);
    terminal.setSize(new Size(200, 50));
    Attributes attributes = terminal.getAttributes();
    attributes.setLocalFlag(Attributes.LocalFlag.ISIG, true);
    terminal.setAttributes(attributes);
    connection = EmbeddedConnection.start(2, Map.of());
    ShellSettings settings = new ShellSettings();
    settings.setPaged(false);
    shell = new Shell(
        ShellConsole.of(terminal), settings, new Connector(this::connect), "", System::nanoTime);
    InteractiveLoop loop = new InteractiveLoop(shell, terminal, folder.resolve("history"));
    Thread thread = new Thread(
        () -> {
          try {
            left.complete(loop.run());
          } catch (IOException | RuntimeException e) {
            left.completeExceptionally(e);
          }
        },
        "shell-test");
    thread.start();
    await("sluice> ");
  }

  private SqlConnection connect() {
    connections.incrementAndGet();
    return connection;
  }

  @AfterEach
  void stop() throws Exception {
    if (!left.isDone()) {
      type(CTRL_C);
      keys.close();
    }
    assertThat(left.get(60, TimeUnit.SECONDS)).isEqualTo(RunStatus.OK);
    shell.close();
    terminal.close();
  }

  private void type(String text) throws IOException {
    keys.write(text.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  /** Waits for a text behind what was waited for before; colours and movements of the cursor are left out. */
  private void await(String text) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (shown().indexOf(text, seen) < 0) {
      assertThat(System.nanoTime()).as("'%s' in %s", text, shown()).isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
    seen = shown().indexOf(text, seen) + text.length();
  }

  private String shown() {
    return screen
        .toString(StandardCharsets.UTF_8)
        .replaceAll("\u001b\\[[0-9;?]*[A-Za-z>=]|\u001b[=>]", "");
  }

  @Test
  void aStatementOfSeveralLinesRunsAndIsRemembered() throws Exception {
    type("SELECT 1 AS a,\r");
    await("     -> ");
    type("';' AS b;\r");
    await(" 1 | ;");
    await("(1 row)");
    await("sluice> ");
    type("\\q\r");
    assertThat(left.get()).isEqualTo(RunStatus.OK);
    assertThat(Files.readString(folder.resolve("history")))
        .contains("SELECT 1 AS a,\\n';' AS b;")
        .contains("\\\\q");
  }

  @Test
  void anEarlierLineComesBack() throws Exception {
    type("SELECT 40 + 2 AS answer;\r");
    await("answer\r\n");
    await("sluice> ");
    type(UP + "\r");
    await("answer\r\n");
    await("42");
  }

  @Test
  void tabCompletesTablesColumnsFunctionsCommandsAndFiles() throws Exception {
    Files.writeString(folder.resolve("measured values.csv"), "x\n1\n");
    type("CREATE TABLE cities (identity INTEGER, surface INTEGER);\r");
    await("OK");
    await("sluice> ");
    type("SELECT count(*) AS found FROM cit" + TAB + ";\r");
    await("found\r\n");
    await("sluice> ");
    type("SELECT count(*) AS found FROM cities AS c WHERE c.surf" + TAB + " > 0;\r");
    await("found\r\n");
    await("sluice> ");
    type("SELECT count(*) AS found FROM tpch.ti" + TAB);
    await("tpch.tiny");
    type(".regi" + TAB + ";\r");
    await("found\r\n");
    await("5");
    await("sluice> ");
    type("selec" + TAB + "levensht" + TAB);
    await("levenshtein");
    type(CTRL_C);
    await("sluice> ");
    type("SELECT x AS found FROM '" + folder + "/meas" + TAB + "';\r");
    await("found\r\n");
    await("sluice> ");
    type("\\conn" + TAB + "\r");
    await("Statements run on the embedded engine");
  }

  @Test
  void controlCEndsTheStatementAndNotTheShell() throws Exception {
    type(ENDLESS);
    TestCluster.eventually("the statement runs", () -> shell.running().isPresent());
    await("tasks, ");
    type(CTRL_C);
    await("CANCELLED: The query was cancelled");
    await("sluice> ");
    assertThat(shell.running()).isEmpty();
    type("SELECT 6 * 7 AS answer;\r");
    await("42");
  }

  @Test
  void controlCAtThePromptDropsTheLine() throws Exception {
    type("SELECT nothing,\r");
    await("     -> ");
    type(CTRL_C);
    await("sluice> ");
    type("SELECT 6 * 7 AS answer;\r");
    await("42");
  }

  @Test
  void controlDLeaves() throws Exception {
    type(CTRL_D);
    assertThat(left.get()).isEqualTo(RunStatus.OK);
  }

  @Test
  void watchRunsTheLastStatementUntilControlC() throws Exception {
    type("SELECT 1 AS again;\r");
    await("again\r\n");
    type("\\watch 0.01\r");
    await("again\r\n");
    await("again\r\n");
    await("again\r\n");
    type(CTRL_C);
    await("sluice> ");
    type("\\watch never\r");
    await("\\watch takes a number of seconds, but got 'never'");
  }

  @Test
  void theTimeOfAStatementIsToldWhenItIsWanted() throws Exception {
    type("\\timing\r");
    await("Timing is on");
    type("SELECT 1 AS a;\r");
    await("(1 row in ");
  }

  @Test
  void aLostConnectionIsToldAndTheNextStatementConnectsAgain() throws Exception {
    type("SELECT 1 AS a;\r");
    await("(1 row)");
    SqlConnection working = connection;
    connection = new LostConnection();
    type("\\c\r");
    await("Statements run on nothing.");
    connection = working;
    working.close();
    connection = EmbeddedConnection.start(1, Map.of());
    int before = connections.get();
    type("SELECT 1 AS a;\r");
    await("COORDINATOR_LOST: It is gone");
    await("The connection was dropped; the next statement connects again.");
    type("SELECT 6 * 7 AS answer;\r");
    await("42");
    assertThat(connections.get()).isEqualTo(before + 1);
  }

  /** One whose coordinator is gone. */
  private static final class LostConnection implements SqlConnection {
    @Override
    public RunningQuery start(String sql) {
      throw new SluiceException(ErrorCode.COORDINATOR_LOST, "It is gone");
    }

    @Override
    public Future<String> distributedPlan(String sql) {
      return Future.failedFuture(new SluiceException(ErrorCode.COORDINATOR_LOST, "It is gone"));
    }

    @Override
    public String description() {
      return "nothing";
    }

    @Override
    public void close() {}
  }
}
