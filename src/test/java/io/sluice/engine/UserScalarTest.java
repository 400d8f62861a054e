package io.sluice.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.api.SluiceOptions;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A scalar function that an extension brings, on several workers. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserScalarTest {
  private final EmbeddedEngine engine =
      new EmbeddedEngine(new SluiceOptions().setWorkers(3).addExtension(new CaesarExtension()));

  @AfterAll
  void stop() {
    engine.close();
  }

  @AfterEach
  void nothingIsLeft() {
    engine.assertNothingLeft();
  }

  @Test
  void runsOnTheWorkersAndAboveAnAggregation() {
    assertThat(engine.texts("SELECT caesar('abz', number % 3) AS c, count(*) AS n"
            + " FROM numbers(0, 30000) GROUP BY caesar('abz', number % 3) ORDER BY c"))
        .containsExactly(List.of("abz", "10000"), List.of("bca", "10000"), List.of("cdb", "10000"));
  }

  @Test
  void isFoundByItsOtherNameInAnyCaseAndIsNullWhereAnArgumentIs() {
    assertThat(engine.rows("SELECT ROTATE_LETTERS('abz', -1), Caesar(NULL, 1) IS NULL"))
        .containsExactly(List.of("zay", true));
  }

  @Test
  void saysWhatItTakesAndWhereItWasCalledWrongly() {
    assertThatThrownBy(() -> engine.rows("SELECT caesar('x', DATE '2024-01-01')"))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("caesar")
        .hasMessageContaining("DATE")
        .hasMessageContaining("caesar(text, shift)");
    assertThatThrownBy(() -> engine.rows("SELECT cesar('x', 1)"))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("did you mean 'caesar'");
  }
}
