package io.sluice.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ErrorsPageTest {
  @Test
  void thePageListsEveryCode() throws IOException {
    StringBuilder table = new StringBuilder("| code | number | kind |\n|---|---|---|\n");
    for (ErrorCode code : ErrorCode.values()) {
      table.append("| %s | %d | %s |\n".formatted(code, code.number(), code.kind()));
    }

    assertThat(Files.readString(Path.of("docs/errors.md"))).contains(table);
  }
}
