package io.sluice.bench;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Where DuckDB's JDBC driver, which is the whole of DuckDB, is found when nobody says where. */
final class DuckDbDriver {
  static final String URL = "jdbc:duckdb:";

  private static final Path FOLDER = Path.of("org", "duckdb", "duckdb_jdbc");

  private DuckDbDriver() {}

  /**
   * The jar of the newest version in the local Maven repository.
   *
   * @throws SluiceException of code INVALID_ARGUMENT when there is none
   */
  static Path jar() {
    Path folder = Path.of(System.getProperty("user.home"), ".m2", "repository").resolve(FOLDER);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.find(
          folder,
          2,
          (path, attributes) ->
              path.getFileName().toString().matches("duckdb_jdbc-[\\d.]+\\.jar"))) {
        Optional<Path> newest = files.max(Comparator.comparing(DuckDbDriver::version));
        if (newest.isPresent()) {
          return newest.get();
        }
      } catch (IOException e) {
        throw new SluiceException(
            ErrorCode.IO_ERROR, "Cannot look for DuckDB in '%s': %s".formatted(folder, e), e);
      }
    }
    throw new SluiceException(
        ErrorCode.INVALID_ARGUMENT,
        "DuckDB's JDBC driver is not in the local Maven repository; fetch it with 'mvn dependency:get -Dartifact=org.duckdb:duckdb_jdbc:<version>', or name its jar with"
            + " --peer-jar");
  }

  /** A text that is in the order of the versions. */
  private static String version(Path jar) {
    StringBuilder version = new StringBuilder();
    for (String number : jar.getFileName().toString().replaceAll("[^\\d.]", "").split("\\.")) {
      version.append("%6s".formatted(number));
    }
    return version.toString();
  }
}
