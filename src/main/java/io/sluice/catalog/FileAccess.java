package io.sluice.catalog;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * Which files statements may read.
 *
 * @param workingDirectory where relative paths begin; absolute
 * @param roots files are read only below these directories, links resolved; none allows no file at all
 */
public record FileAccess(Path workingDirectory, List<Path> roots) {
  public FileAccess {
    workingDirectory = requireNonNull(workingDirectory, "workingDirectory").toAbsolutePath();
    roots = List.copyOf(roots);
  }

  /** Every file the process can read, relative to its working directory. */
  public static FileAccess everywhere() {
    Path here = Path.of("").toAbsolutePath();
    return new FileAccess(here, List.of(here.getRoot()));
  }

  /** Files below some directories, which are relative to the process' working directory or absolute; URLs among them are for stores of files. */
  public static FileAccess below(List<String> roots) {
    Path here = Path.of("").toAbsolutePath();
    return new FileAccess(
        here,
        roots.stream()
            .filter(root -> !root.contains("://"))
            .map(root -> here.resolve(root).normalize())
            .toList());
  }

  /** No file at all. */
  public static FileAccess none() {
    return new FileAccess(Path.of(""), List.of());
  }
}
