package io.sluice.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the documentation's console blocks give what stands below them, run one after the other by one shell, beside a jar, the launcher and conf. */
class ConsolePagesIT {
  private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
  private static final String PROMPT = "$ ";
  private static final String MARK = "@@ end of command ";

  @TempDir
  private Path folder;

  private record Command(String text, List<String> answer) {}

  private static List<Command> commands(String page) throws IOException {
    List<Command> commands = new ArrayList<>();
    BLOCK.matcher(Files.readString(Path.of(page))).results().forEach(block -> {
      for (String line : block.group(1).lines().toList()) {
        if (line.startsWith(PROMPT)) {
          commands.add(new Command(line.substring(PROMPT.length()), new ArrayList<>()));
        } else {
          commands.get(commands.size() - 1).answer().add(line);
        }
      }
    });
    return commands;
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/quickstart.md", "docs/operations.md"})
  void commandsAnswerWhatStandsBelowThem(String page) throws Exception {
    List<Command> commands = commands(page);
    assertThat(commands).hasSizeGreaterThan(5);
    Files.copy(Path.of("launcher.sh"), folder.resolve("launcher.sh"));
    Files.createDirectories(folder.resolve("conf"));
    for (File file : new File("conf").listFiles()) {
      Files.copy(file.toPath(), folder.resolve("conf").resolve(file.getName()));
    }
    Files.createDirectories(folder.resolve("target"));
    Files.createSymbolicLink(
        folder.resolve("target/app-fat.jar"),
        Path.of(System.getProperty("sluice.jar")).toAbsolutePath());

    StringBuilder script = new StringBuilder("trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT\n");
    for (int i = 0; i < commands.size(); i++) {
      script.append(commands.get(i).text()).append('\n');
      script.append("echo '").append(MARK).append(i).append("'\n");
    }
    Path file = Files.writeString(folder.resolve("page.sh"), script);
    Path out = folder.resolve("page.out");
    ProcessBuilder bash = new ProcessBuilder("bash", file.toString())
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(out.toFile());
    bash.environment().put("SLUICE_HEAP", "1g");
    bash.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = bash.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(() -> read(out)).isTrue();
    } finally {
      process.destroy();
      process.waitFor(30, TimeUnit.SECONDS);
    }

    String[] answers = read(out).split(Pattern.quote(MARK) + "\\d+\n", -1);
    for (int i = 0; i < commands.size(); i++) {
      Command command = commands.get(i);
      assertThat(answers[i].lines().collect(Collectors.toList()))
          .as(command.text())
          .isEqualTo(command.answer());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
