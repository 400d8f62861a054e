package io.sluice.sqllogic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs files from outside: {@code SltMain [--update] [--reference] [--workers N] [--own] [--failures N] path...}, where a path is a file or a directory of {@code .slt} and
 * {@code .test} files.
 */
public final class SltMain {
  private SltMain() {}

  public static void main(String[] arguments) throws IOException {
    List<String> options = new ArrayList<>(Arrays.asList(arguments));
    boolean isUpdate = options.remove("--update");
    boolean isReference = options.remove("--reference");
    boolean isOwn = options.remove("--own");
    int workers = number(options, "--workers", 3);
    int shown = number(options, "--failures", 20);
    int passed = 0;
    Map<String, Integer> reasons = new TreeMap<>();
    for (Path file : files(options)) {
      try (SltConnection connection = isUpdate || isReference
          ? new ReferenceConnection()
          : new SluiceConnection(workers, isOwn)) {
        if (isUpdate) {
          SltUpdater.update(file, connection);
          continue;
        }
        SltRunner.Report report = SltRunner.run(file, connection);
        passed += report.passed();
        System.out.printf(
            "%s: %d passed, %d refused, %d failed%n",
            file,
            report.passed(),
            report.failures().stream().filter(SltRunner.Failure::isRefused).count(),
            report.failures().stream().filter(failure -> !failure.isRefused()).count());
        report.failures().stream().limit(shown).forEach(System.out::println);
        report
            .failures()
            .forEach(failure -> reasons.merge(
                failure.isRefused()
                    ? failure.reason().lines().findFirst().orElse("")
                    : "wrong, or failed: "
                        + failure.reason().lines().findFirst().orElse(""),
                1,
                Integer::sum));
      } catch (IllegalArgumentException e) {
        System.out.printf("%s: %s%n", file, e.getMessage());
      }
    }
    reasons.forEach((reason, count) -> System.out.printf("%6d %s%n", count, reason));
    System.out.printf(
        "%d passed, %d failed%n",
        passed, reasons.values().stream().mapToInt(n -> n).sum());
  }

  private static int number(List<String> options, String name, int otherwise) {
    int at = options.indexOf(name);
    if (at < 0) {
      return otherwise;
    }
    options.remove(at);
    return Integer.parseInt(options.remove(at));
  }

  /** The files below some paths, in order. */
  static List<Path> files(List<String> paths) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String path : paths) {
      try (Stream<Path> found = Files.walk(Path.of(path))) {
        found
            .filter(Files::isRegularFile)
            .filter(file -> file.toString().matches(".*\\.(slt|test)(_slow)?"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }
}
