package io.sluice.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The queries of a suite, and which of them the engine refuses. */
final class SuiteQueries {
  private SuiteQueries() {}

  /** The names of a suite's queries in the order of their numbers: {@code q1}, {@code q14a}. */
  static List<String> names(String suite) {
    return io.sluice.bench.SuiteQueries.names(suite);
  }

  static String read(String suite, String name) {
    return io.sluice.bench.SuiteQueries.read(suite, name);
  }

  private static String resource(String path) {
    try (InputStream file = SuiteQueries.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(file, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The queries of a suite that the engine does not answer yet, with a part of the error: the lines {@code tpcds q1: error} of {@code suites/unsupported.txt}. */
  static Map<String, String> unsupported(String suite) {
    Map<String, String> errors = new HashMap<>();
    for (String line : resource("/suites/unsupported.txt").split("\n")) {
      if (line.startsWith(suite + " ")) {
        String[] parts = line.substring(suite.length() + 1).split(": ", 2);
        errors.put(parts[0], parts[1]);
      }
    }
    return errors;
  }
}
