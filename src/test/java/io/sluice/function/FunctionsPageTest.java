package io.sluice.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/functions.md} is made of the registry. When this fails, put the text it expects into the page. */
class FunctionsPageTest {
  private static final Path PAGE = Path.of("docs/functions.md");

  @Test
  void thePageTellsAllFunctions() throws IOException {
    assertThat(Files.readString(PAGE)).contains(tables());
  }

  private static String tables() {
    StringBuilder page = new StringBuilder();
    String heading = "";
    for (FunctionDescriptor function : FunctionRegistry.BUILTIN.descriptors()) {
      String category = heading(function.category());
      if (!category.equals(heading)) {
        heading = category;
        page.append("\n## ").append(heading);
        page.append("\n\n| function | also | what it gives | example |\n|---|---|---|---|\n");
      }
      page.append("| %s | %s | %s | %s |\n"
          .formatted(
              function.signatures().stream()
                  .map(FunctionsPageTest::code)
                  .collect(Collectors.joining("<br>")),
              function.aliases().stream()
                  .map(FunctionsPageTest::code)
                  .collect(Collectors.joining(", ")),
              escape(function.description()),
              function.example().isEmpty() ? "" : code(function.example())));
    }
    return page.toString();
  }

  private static String heading(String category) {
    return Character.toUpperCase(category.charAt(0)) + category.substring(1);
  }

  private static String code(String text) {
    return "`" + escape(text) + "`";
  }

  private static String escape(String text) {
    return text.replace("|", "\\|");
  }
}
