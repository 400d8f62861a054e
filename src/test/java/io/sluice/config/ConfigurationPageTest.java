package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.extension.Extension;
import io.sluice.extension.Extensions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/configuration.md} are those of the options. When this fails, put the text it expects into the page. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("docs/configuration.md");

  @Test
  void thePageTellsAllOptionsOfANode() throws IOException {
    assertThat(Files.readString(PAGE)).contains(table(NodeOptions.ALL));
  }

  @Test
  void thePageTellsAllOptionsOfASession() throws IOException {
    List<Extension> extensions = ServiceLoader.load(Extension.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
    Collection<ConfigOption<?>> options =
        Extensions.of(extensions).sessionDefaults().options();

    assertThat(Files.readString(PAGE)).contains(table(options));
  }

  private static String table(Collection<ConfigOption<?>> options) {
    StringBuilder table =
        new StringBuilder("| option | default | unit | takes | meaning |\n|---|---|---|---|---|\n");
    for (ConfigOption<?> option : options) {
      table.append("| `%s` | %s | %s | %s | %s |\n"
          .formatted(
              option.name(),
              defaultText(option),
              option.unit(),
              option.expectation().replace("|", "\\|"),
              option.description().replace("|", "\\|")));
    }
    return table.toString();
  }

  private static String defaultText(ConfigOption<?> option) {
    String text = String.valueOf(option.defaultValue());
    if (option.isList()) {
      return "`"
          + ConfigOption.elements(text).stream().map(e -> "\"" + e + "\"").toList() + "`";
    }
    return text.isEmpty() ? "" : "`" + text + "`";
  }
}
