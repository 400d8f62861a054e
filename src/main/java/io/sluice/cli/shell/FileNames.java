package io.sluice.cli.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Names of files for completion. */
final class FileNames {
  private static final int MAX_NAMES = 1_000;

  private FileNames() {}

  /** Files and directories whose path begins with a text, directories with a slash behind them, at most a thousand. Hidden ones only when their point was typed. */
  static List<String> beginningWith(String typed) {
    int slash = typed.lastIndexOf('/');
    String folder = typed.substring(0, slash + 1);
    String start = typed.substring(slash + 1);
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(start) && (name.startsWith(".") == start.startsWith("."))) {
          names.add(folder + name + (Files.isDirectory(file) ? "/" : ""));
        }
        if (names.size() == MAX_NAMES) {
          break;
        }
      }
    } catch (IOException | InvalidPathException e) {
      // Nothing to offer.
    }
    Collections.sort(names);
    return names;
  }
}
