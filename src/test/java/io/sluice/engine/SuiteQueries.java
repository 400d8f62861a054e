package io.sluice.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The queries of a benchmark under {@code src/test/resources}, a file each. */
final class SuiteQueries {
  private SuiteQueries() {}

  /** The names of a suite's queries in the order of their numbers: {@code q1}, {@code q14a}. */
  static List<String> names(String suite) {
    List<String> names = new ArrayList<>();
    for (int number = 1; number < 100; number++) {
      for (String variant : List.of("", "a", "b")) {
        String name = "q" + number + variant;
        if (SuiteQueries.class.getResource("/" + suite + "/" + name + ".sql") != null) {
          names.add(name);
        }
      }
    }
    return names;
  }

  static String read(String suite, String name) {
    try (InputStream file =
        SuiteQueries.class.getResourceAsStream("/" + suite + "/" + name + ".sql")) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
