package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  @TempDir
  private Path folder;

  private String write(String text) throws IOException {
    return Files.writeString(folder.resolve("x.json"), text).toString();
  }

  @Test
  void aFileOrTheTextItselfIsRead() throws IOException {
    assertThat(ConfigFile.readNode(write("{\"worker\": {\"port\": 7}}"))
            .getInt(NodeOptions.WORKER_PORT))
        .isEqualTo(7);
    assertThat(ConfigFile.readNode(" {\"worker\": {\"port\": 7}}").getInt(NodeOptions.WORKER_PORT))
        .isEqualTo(7);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> ConfigFile.read("no/such.json"))
        .hasMessage("Configuration file 'no/such.json' does not exist");
    assertThatThrownBy(() -> ConfigFile.read(folder.toString()))
        .hasMessageStartingWith("Configuration file '" + folder + "' cannot be read: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"worker\": }", "{\"worker\": {}", "null"})
  void whatIsNoJsonObjectIsNamedInOneLine(String text) throws IOException {
    String file = write(text);

    assertThatThrownBy(() -> ConfigFile.read(file))
        .hasMessageStartingWith("Configuration file '" + file + "' is not a JSON object: ")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void aWrongOptionIsNamedWithItsFile() throws IOException {
    String file = write("{\"wroker\": {\"port\": 7}}");

    assertThatThrownBy(() -> ConfigFile.readNode(file))
        .hasMessage("Configuration file '" + file
            + "': Unknown option 'wroker.port'; did you mean 'worker.port'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"coordinator", "worker", "node", "client"})
  void theFilesThatComeAlongAreValid(String name) {
    assertThat(ConfigFile.readNode("conf/" + name + ".json").get(NodeOptions.CLUSTER_NAME))
        .isEqualTo("sluice");
  }
}
