package io.sluice.cli.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The syntax of statements in short, from a file in which each has a line {@code = NAME} and lines of text behind it. */
final class StatementSyntax {
  private static final String FILE = "syntax.txt";
  private static final String HEADING = "= ";

  private StatementSyntax() {}

  static List<String> names() {
    return new ArrayList<>(read().keySet());
  }

  /** Of a statement, or of all that begin with these words. */
  static Optional<String> of(String name) {
    String wanted = name.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
    Map<String, String> all = read();
    List<String> texts = new ArrayList<>();
    all.forEach((statement, text) -> {
      if (statement.equals(wanted) || statement.startsWith(wanted + " ")) {
        texts.add(text.strip());
      }
    });
    return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n\n", texts));
  }

  private static Map<String, String> read() {
    Map<String, StringBuilder> texts = new TreeMap<>();
    try (InputStream file = StatementSyntax.class.getResourceAsStream(FILE);
        BufferedReader lines = new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(file, FILE), StandardCharsets.UTF_8))) {
      StringBuilder text = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(HEADING)) {
          text = texts.computeIfAbsent(
              line.substring(HEADING.length()), statement -> new StringBuilder());
        } else {
          text.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> result = new TreeMap<>();
    texts.forEach((statement, text) -> result.put(statement, text.toString()));
    return result;
  }
}
