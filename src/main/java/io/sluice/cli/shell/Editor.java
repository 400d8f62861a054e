package io.sluice.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Lets a person edit a text in the editor that $VISUAL or $EDITOR names, or in vi. */
final class Editor {
  private Editor() {}

  /** Waits until the editor has ended. Empty when it failed. */
  static Optional<String> edit(String text) throws IOException {
    Path file = Files.createTempFile("sluice", ".sql");
    try {
      Files.writeString(file, text);
      Process process = new ProcessBuilder("sh", "-c", command() + " \"$1\"", "sh", file.toString())
          .inheritIO()
          .start();
      return process.waitFor() == 0 ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String command() {
    for (String name : new String[] {"VISUAL", "EDITOR"}) {
      String value = System.getenv(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return "vi";
  }
}
