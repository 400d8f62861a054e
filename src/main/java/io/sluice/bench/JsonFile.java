package io.sluice.bench;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results as files. */
final class JsonFile {
  private JsonFile() {}

  /** Writes or replaces a file. */
  static void write(Path file, JsonObject json) {
    try {
      Files.writeString(file, json.encodePrettily() + "\n");
    } catch (IOException e) {
      throw new SluiceException(ErrorCode.IO_ERROR, "Cannot write '%s': %s".formatted(file, e), e);
    }
  }
}
