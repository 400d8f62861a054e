package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.Sluice;
import io.sluice.testing.TestCluster;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs of {@code docs/embedding.md} compile, and print what stands below them. */
@Timeout(120)
class EmbeddingPageTest {
  private static final Pattern PROGRAM =
      Pattern.compile("```java( clustered)?\n(.*?)```\n+```text\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PACKAGES =
      Pattern.compile("^    (io\\.vertx\\.core, .*)$", Pattern.MULTILINE);

  @TempDir
  Path folder;

  record Program(boolean isClustered, String imports, String body, String output) {
    @Override
    public String toString() {
      return body.lines().findFirst().orElseThrow();
    }
  }

  static List<Program> programs() throws IOException {
    String page = Files.readString(Path.of("docs/embedding.md"));
    String imports = PACKAGES
        .matcher(page)
        .results()
        .flatMap(line -> Stream.of(line.group(1).split(", ")))
        .map(name -> "import " + name + ".*;\n")
        .collect(Collectors.joining());
    List<Program> programs = PROGRAM
        .matcher(page)
        .results()
        .map(found -> new Program(found.group(1) != null, imports, found.group(2), found.group(3)))
        .toList();
    assertThat(programs).hasSizeGreaterThan(5);
    return programs;
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aProgramPrintsWhatStandsBelowIt(Program program) throws Exception {
    String source = program.imports() + "public class Program {\n"
        + "  public static void run(Vertx vertx) throws Exception {\n" + program.body()
        + "  }\n}\n";
    compile(Files.writeString(folder.resolve("Program.java"), source));
    if (program.isClustered()) {
      try (TestCluster cluster = new TestCluster("embedding-page", 17_921, 0)) {
        cluster.stopCoordinator();
        assertThat(run(cluster.client())).isEqualTo(program.output());
      }
    } else {
      Vertx vertx = Vertx.vertx();
      try {
        assertThat(run(vertx)).isEqualTo(program.output());
      } finally {
        vertx.close().await();
      }
    }
  }

  private void compile(Path source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean isCompiled = compiler
        .getTask(
            messages,
            null,
            null,
            List.of("-proc:none", "-cp", classPath(), "-d", folder.toString()),
            null,
            compiler
                .getStandardFileManager(null, null, StandardCharsets.UTF_8)
                .getJavaFileObjects(source))
        .call();
    assertThat(isCompiled).as(messages.toString()).isTrue();
  }

  /** Where the classes come from that programs name, however the test was started. */
  private static String classPath() {
    return Stream.of(Vertx.class, Sluice.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String run(Vertx vertx) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, EmbeddingPageTest.class.getClassLoader())) {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      loader.loadClass("Program").getMethod("run", Vertx.class).invoke(null, vertx);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
