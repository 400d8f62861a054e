package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sluice.testing.EmbeddedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of {@code docs/sql.md} run. */
class SqlPageTest {
  private static final Pattern EXAMPLE = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyExampleRunsInTheOrderOfThePage() throws IOException {
    List<String> statements = EXAMPLE
        .matcher(Files.readString(Path.of("docs/sql.md")))
        .results()
        .map(MatchResult::group)
        .flatMap(example -> example.replace("```sql\n", "").replace("```", "").lines())
        .toList();
    assertThat(statements).hasSizeGreaterThan(40);
    try (EmbeddedEngine engine = EmbeddedEngine.of(3, 2)) {
      for (String statement : statements) {
        assertThatCode(() -> engine.rows(statement)).as(statement).doesNotThrowAnyException();
      }
    }
  }
}
