package io.sluice.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.EmbeddedEngine;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example in the documentation of a scalar function gives what it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionExamplesTest {
  private static final String RESULT = " is ";

  private final EmbeddedEngine engine = EmbeddedEngine.of(1, 1);

  @AfterAll
  void stop() {
    engine.close();
  }

  static Stream<String> examples() {
    return FunctionRegistry.BUILTIN.descriptors().stream()
        .filter(function -> function.kind() == FunctionDescriptor.Kind.SCALAR)
        .map(FunctionDescriptor::example)
        .filter(example -> !example.isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void givesWhatItSays(String example) {
    int end = example.lastIndexOf(RESULT);
    String call = example.substring(0, end);
    String result = example.substring(end + RESULT.length());

    Object value = engine.rows("SELECT " + call).get(0).get(0);
    String text = value instanceof Double number
        ? number.toString()
        : engine.texts("SELECT " + call).get(0).get(0);
    assertThat(text).isEqualTo(result);
  }
}
