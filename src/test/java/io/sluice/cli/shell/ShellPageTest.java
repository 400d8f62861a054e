package io.sluice.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.query.EmbeddedConnection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

/** The examples of docs/shell.md: what is typed there gives what stands there. */
class ShellPageTest {
  private static final Path PAGE = Path.of("docs/shell.md");
  private static final Path FOLDER = Path.of("target/shell-page");
  private static final String PROMPT = "sluice> ";
  private static final String CONTINUATION = "     -> ";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @Test
  void everyExampleGivesWhatThePageSays() throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(
        FOLDER.resolve("script.sql"),
        "-- Two statements.\nSELECT 1 AS one;\nSELECT upper(name) AS name FROM city WHERE id = 1;\n");
    String page = Files.readString(PAGE);
    String rendered;
    try (Terminal terminal = terminal();
        Shell shell = shell(terminal)) {
      rendered = render(page, shell);
    }
    Files.writeString(FOLDER.resolve("rendered.md"), rendered);

    assertThat(rendered).isEqualTo(page);
    assertThat(FOLDER.resolve("out.txt")).hasContent("""
         name
        --------------------
         Oslo
         Bergen; by the sea
        (2 rows)
        """);
  }

  private Terminal terminal() throws IOException {
    Terminal terminal = new DumbTerminal(
        "page",
        Terminal.TYPE_DUMB,
        new ByteArrayInputStream(new byte[0]),
        shown,
        StandardCharsets.UTF_8);
    terminal.setSize(new Size(140, 40));
    return terminal;
  }

  private static Shell shell(Terminal terminal) {
    Connector connector = new Connector(() -> EmbeddedConnection.start(2, Map.of()));
    return new Shell(
        ShellConsole.of(terminal), new ShellSettings(), connector, "", System::nanoTime);
  }

  /** The page with what the shell answers now. */
  private String render(String page, Shell shell) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean isExample = false;
    StringBuilder typed = new StringBuilder();
    for (String line : page.split("\n", -1)) {
      if (line.startsWith("```")) {
        isExample = !isExample;
        answer(shell, typed, lines);
        lines.add(line);
      } else if (!isExample) {
        lines.add(line);
      } else if (line.startsWith(PROMPT)) {
        answer(shell, typed, lines);
        typed.append(line.substring(PROMPT.length())).append('\n');
        lines.add(line);
      } else if (line.startsWith(CONTINUATION)) {
        typed.append(line.substring(CONTINUATION.length())).append('\n');
        lines.add(line);
      }
    }
    return String.join("\n", lines);
  }

  private void answer(Shell shell, StringBuilder typed, List<String> lines) throws IOException {
    if (typed.isEmpty()) {
      return;
    }
    assertThat(SqlLineParser.isComplete(typed.toString())).as(typed.toString()).isTrue();
    shown.reset();
    shell.run(typed.toString());
    typed.setLength(0);
    String text = shown.toString(StandardCharsets.UTF_8).replace("\r", "");
    if (!text.isEmpty()) {
      lines.addAll(List.of(text.stripTrailing().split("\n")));
    }
  }

  @Test
  void thePageNamesAllCommands() throws IOException {
    String page = Files.readString(PAGE);
    try (Terminal terminal = terminal();
        Shell shell = shell(terminal)) {
      for (String command : shell.commandNames()) {
        assertThat(page).contains(command);
      }
    }
  }
}
