package io.sluice.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The queries of a file under {@code src/test/resources/queries}, one paragraph each; {@code ${dir}} is the directory of the test's data. */
final class QueryFile {
  private QueryFile() {}

  static List<String> read(String name, String directory) {
    try (InputStream file = QueryFile.class.getResourceAsStream("/queries/" + name)) {
      String text =
          new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n\\s*\n"))
          .map(String::strip)
          .filter(query -> !query.isEmpty())
          .map(query -> query.replace("${dir}", directory))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
