package io.sluice.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What queries must answer for sizes that were compared with DuckDB once: how many rows, and their {@link RowChecksum}. */
final class StoredAnswers {
  /** What a query answers. */
  record Answer(long rowCount, String checksum) {}

  private final Map<String, Answer> answers;

  private StoredAnswers(Map<String, Answer> answers) {
    this.answers = answers;
  }

  /**
   * Reads the answers of a size: the lines {@code tpch-sf1 q1 4 0123456789abcdef} of the resource.
   *
   * @param size {@link Suite#size()}
   */
  static StoredAnswers of(String size) {
    Map<String, Answer> answers = new HashMap<>();
    try (InputStream file = StoredAnswers.class.getResourceAsStream("answers.txt")) {
      byte[] bytes = Objects.requireNonNull(file, "answers.txt").readAllBytes();
      for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
        String[] parts = line.split(" ");
        if (parts[0].equals(size)) {
          answers.put(parts[1], new Answer(Long.parseLong(parts[2]), parts[3]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StoredAnswers(answers);
  }

  Optional<Answer> answer(String query) {
    return Optional.ofNullable(answers.get(query));
  }
}
