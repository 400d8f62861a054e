package io.sluice.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.print.ResultFormat;
import io.sluice.cli.query.EmbeddedConnection;
import io.sluice.cli.query.SqlConnection;
import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Statements and commands without a terminal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShellScriptTest {
  private SqlConnection connection;

  @TempDir
  private Path folder;

  @BeforeAll
  void start() {
    connection = EmbeddedConnection.start(2, Map.of());
  }

  @AfterAll
  void stop() {
    connection.close();
  }

  /** What one run has shown. */
  private record Shown(RunStatus status, String out, String err) {}

  private Shown run(ShellSettings settings, String script) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    ShellConsole console =
        new ShellConsole(out, new PrintWriter(err, true), Optional.empty(), false);
    Shell shell =
        new Shell(console, settings, new Connector(() -> connection), "", System::nanoTime);
    RunStatus status = shell.runScript(new BufferedReader(new StringReader(script)), "script");
    settings.writeToConsole();
    return new Shown(status, out.toString(), err.toString());
  }

  private static ShellSettings csv() {
    ShellSettings settings = new ShellSettings();
    settings.setFormat(ResultFormat.CSV);
    return settings;
  }

  @Test
  void aScriptEndsAtItsFirstFailureAndTellsTheLine() throws IOException {
    Shown shown = run(csv(), """
        SELECT 1 AS a;
        -- A comment; with a semicolon.
        SELECT 2 AS b, ';
        ' AS c; SELECT
          nothing;
        SELECT 3;
        """);

    assertThat(shown.status()).isEqualTo(RunStatus.FAILED);
    assertThat(shown.out()).isEqualTo("a\n1\nb,c\n2,\";\n\"\n");
    assertThat(shown.err()).isEqualTo("""
        script:5: COLUMN_NOT_FOUND: Column 'nothing' not found; the query has no FROM (line 5, column 3)
            nothing
            ^
        """);
  }

  @Test
  void aScriptGoesOnWhenItIsToldTo() throws IOException {
    ShellSettings settings = csv();
    settings.setContinuesOnError(true);
    settings.setEchoing(true);
    Shown shown = run(settings, "SELECT x;\n\\nothing\nSELECT 3 AS c");

    assertThat(shown.status()).isEqualTo(RunStatus.FAILED);
    assertThat(shown.out()).isEqualTo("SELECT x;\n\\nothing\nSELECT 3 AS c;\nc\n3\n");
    assertThat(shown.err()).contains("COLUMN_NOT_FOUND").contains("Unknown command '\\nothing'");
  }

  @Test
  void leavingEndsAScript() throws IOException {
    assertThat(run(csv(), "\\q\nSELECT x;")).isEqualTo(new Shown(RunStatus.OK, "", ""));
  }

  @Test
  void filesThatRunThemselvesComeToAnEnd() throws IOException {
    Path file = folder.resolve("self.sql");
    Files.writeString(file, "\\i " + file + "\n");
    Shown shown = run(csv(), "\\i " + file);

    assertThat(shown.status()).isEqualTo(RunStatus.FAILED);
    assertThat(shown.err()).isEqualTo("Files that run files are nested more than 16 deep\n");
    assertThat(run(csv(), "\\i " + folder.resolve("none.sql")).err())
        .isEqualTo("'" + folder.resolve("none.sql") + "' cannot be read: there is no such file\n");
  }

  @Test
  void commandsThatNeedSomethingSayWhat() throws IOException {
    ShellSettings settings = csv();
    settings.setContinuesOnError(true);
    Shown shown = run(settings, """
        \\watch
        \\e
        \\i
        \\x maybe
        \\l all
        \\h nothing
        \\o /nowhere/file
        \\h
        \\h drop
        """);

    assertThat(shown.err().lines())
        .containsExactly(
            "There is no statement before this command",
            "\\e needs a terminal",
            "\\i needs a file",
            "It is on or off, but got 'maybe'",
            "\\l takes no argument, but got 'all'",
            "There is no statement 'nothing' \\h lists all",
            "'/nowhere/file' cannot be written: there is no such file");
    assertThat(shown.out()).contains("CREATE EXTERNAL TABLE").contains("DROP TABLE | VIEW");
  }

  /** Each statement that \\h tells of begins as one that the parser knows. */
  @Test
  void syntaxIsToldOfStatementsThatThereAre() {
    List<String> names = StatementSyntax.names();
    assertThat(names).contains("SELECT", "MERGE", "COPY", "CREATE MACRO");
    for (String name : names) {
      assertThat(StatementSyntax.of(name).orElseThrow()).contains(name.split(" ")[0]);
    }
    assertThat(StatementSyntax.of("create").orElseThrow())
        .contains("CREATE [OR REPLACE] [TEMP] VIEW")
        .contains("CREATE SCHEMA");
  }

  @Test
  void timesAreToldBesideResultsForPrograms() throws IOException {
    Shown shown = run(csv(), "\\timing on\nSELECT 1 AS a;");

    assertThat(shown.out()).isEqualTo("a\n1\n");
    assertThat(shown.err()).matches("Timing is on\n\\(1 row in [0-9.]+ m?s[^\n]*\\)\n");
  }

  @Test
  void aLargeResultIsNotKept() throws IOException {
    ShellSettings settings = new ShellSettings();
    for (ResultFormat format : ResultFormat.values()) {
      settings.setFormat(format);
      Path file = folder.resolve(format.text());
      Shown shown = run(settings, "\\o " + file + "\nSELECT number FROM numbers(0, 200000);");
      assertThat(shown.status()).isEqualTo(RunStatus.OK);
      assertThat(Files.readString(file)).contains("199999").hasSizeGreaterThan(1_000_000);
    }
  }

  @Test
  void aPagerGetsWhatIsTallerThanTheScreenOnly() throws Exception {
    Path paged = folder.resolve("paged");
    StringWriter screen = new StringWriter();
    String text =
        IntStream.range(0, 10).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    try (PagingWriter writer = new PagingWriter(screen, "cat > " + paged, 10, 80)) {
      writer.write(text);
      writer.flush();
    }
    assertThat(screen.toString()).isEqualTo(text);
    assertThat(paged).doesNotExist();

    try (PagingWriter writer = new PagingWriter(screen, "cat > " + paged, 10, 80)) {
      for (String line : text.split("(?<=\n)")) {
        writer.write(line);
      }
      writer.write("x".repeat(100) + "\n");
    }
    assertThat(screen.toString()).isEqualTo(text);
    assertThat(paged).hasContent(text + "x".repeat(100));
  }

  @Test
  void aPagerThatIsLeftEndsTheResult() {
    List<Exception> failures = new ArrayList<>();
    try (PagingWriter writer = new PagingWriter(new StringWriter(), "true", 1, 80)) {
      for (int i = 0; i < 1_000_000; i++) {
        writer.write("a line of a long result\n");
      }
    } catch (IOException e) {
      failures.add(e);
    }
    assertThat(failures).singleElement().isInstanceOf(PagingWriter.PagerLeftException.class);
  }

  @Test
  void theCaretStandsBelowTheFault() {
    SluiceException failure =
        new SluiceException(ErrorCode.COLUMN_NOT_FOUND, "no\n b", new Position(2, 8), null);

    assertThat(new ErrorReport("", 1).of(failure, "SELECT\n\t'日本', b"))
        .isEqualTo("COLUMN_NOT_FOUND: no b (line 2, column 8)\n  \t'日本', b\n  \t        ^");
    assertThat(new ErrorReport("f.sql", 10).of(failure, "SELECT"))
        .isEqualTo("f.sql:11: COLUMN_NOT_FOUND: no b (line 11, column 8)");
  }

  @Test
  void quantitiesAreShort() {
    assertThat(Quantities.time(200_000)).isEqualTo("1 ms");
    assertThat(Quantities.time(12_900_000)).isEqualTo("12 ms");
    assertThat(Quantities.time(3_214_000_000L)).isEqualTo("3.21 s");
    assertThat(Quantities.time(125_000_000_000L)).isEqualTo("2 min 5 s");
    assertThat(Quantities.count(6_001_215)).isEqualTo("6,001,215");
    assertThat(Quantities.scaled(812)).isEqualTo("812");
    assertThat(Quantities.scaled(1_240_000)).isEqualTo("1.24 M");
    assertThat(Quantities.bytes(12_345)).isEqualTo("12.3 KB");
    assertThat(Quantities.bytes(7)).isEqualTo("7 B");
  }
}
