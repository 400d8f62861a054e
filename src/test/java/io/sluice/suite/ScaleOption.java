package io.sluice.suite;

import java.nio.file.Path;

/** How large the tables of the suites are, and where they are kept: the system properties {@code sluice.suite.scale} and {@code sluice.suite.directory}. */
final class ScaleOption {
  private static final String SMALL = "0.01";

  private ScaleOption() {}

  /** The scale factor as it stands in the names of schemas, {@code 0.01} when none is asked for. */
  static String scale() {
    return System.getProperty("sluice.suite.scale", SMALL);
  }

  static boolean isSmall() {
    return scale().equals(SMALL);
  }

  /** Where the tables of a suite are: small ones in the test's own directory, others where the next run finds them. */
  static Path directory(String suite, Path temporary) {
    return isSmall()
        ? temporary
        : Path.of(
            System.getProperty("sluice.suite.directory", "target/suites"), suite + "-sf" + scale());
  }
}
