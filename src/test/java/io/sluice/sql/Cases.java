package io.sluice.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Statements with what is expected of each, in a file under {@code src/test/resources/sql}: {@code ----} between the two, a line of {@code ====} behind each case. */
final class Cases {
  record Case(String sql, String expected) {
    @Override
    public String toString() {
      return sql;
    }
  }

  private Cases() {}

  static List<Case> read(String name) {
    try (InputStream file = Cases.class.getResourceAsStream("/sql/" + name)) {
      String text =
          new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n====\n"))
          .filter(part -> !part.isBlank())
          .map(part -> part.split("\n----\n", 2))
          .map(parts -> new Case(parts[0], parts[1] + "\n"))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
