package io.sluice.sqllogic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases under {@code src/test/resources/slt}, or under the directory in {@code sluice.slt.dir}, hold on one worker and on three. */
class SltTest {
  private static final String DIRECTORY = "sluice.slt.dir";

  static List<Path> files() throws IOException, URISyntaxException {
    String outside = System.getProperty(DIRECTORY);
    String directory = outside != null
        ? outside
        : Path.of(Objects.requireNonNull(SltTest.class.getResource("/slt")).toURI())
            .toString();
    return SltMain.files(List.of(directory));
  }

  /** How many records of a file the engine may refuse: the lines {@code file count} of {@code slt/unsupported.txt}. */
  private static int refusals(Path file) throws IOException {
    if (System.getProperty(DIRECTORY) != null) {
      return 0;
    }
    try (InputStream list =
        Objects.requireNonNull(SltTest.class.getResourceAsStream("/slt/unsupported.txt"))) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" "))
          .filter(words -> file.endsWith(words[0]))
          .mapToInt(words -> Integer.parseInt(words[1]))
          .sum();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void everyRecordHoldsButThoseThatAreRefused(Path file) throws IOException {
    for (int workers : new int[] {1, 3}) {
      try (SluiceConnection connection =
          new SluiceConnection(workers, System.getProperty(DIRECTORY) == null)) {
        SltRunner.Report report = SltRunner.run(file, connection);
        Map<Boolean, List<SltRunner.Failure>> failures = report.failures().stream()
            .collect(Collectors.partitioningBy(SltRunner.Failure::isRefused));
        assertThat(failures.get(false)).as("%d workers", workers).isEmpty();
        assertThat(failures.get(true))
            .as("%d workers", workers)
            .hasSizeLessThanOrEqualTo(refusals(file));
        assertThat(report.passed()).isPositive();
        connection.assertNothingLeft();
      }
    }
  }
}
