package io.sluice.config;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a node's configuration file. */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * The JSON of a file, or of the text itself where that is an object.
   *
   * @throws SluiceException of code INVALID_OPTION that names the file and what is wrong with it
   */
  public static JsonObject read(String pathOrJson) {
    return parse(isJson(pathOrJson) ? pathOrJson : text(pathOrJson), what(pathOrJson));
  }

  private static boolean isJson(String pathOrJson) {
    return pathOrJson.stripLeading().startsWith("{");
  }

  private static String what(String pathOrJson) {
    return isJson(pathOrJson) ? "The configuration" : "Configuration file '" + pathOrJson + "'";
  }

  /**
   * {@link #read} and {@link NodeConfig#of} in one; a message about an option says in which file it stands.
   *
   * @throws SluiceException of code INVALID_OPTION
   */
  public static NodeConfig readNode(String pathOrJson) {
    JsonObject json = read(pathOrJson);
    try {
      return NodeConfig.of(json);
    } catch (SluiceException e) {
      throw new SluiceException(e.code(), what(pathOrJson) + ": " + e.getMessage(), e);
    }
  }

  private static String text(String path) {
    try {
      return Files.readString(Path.of(path), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION, "Configuration file '" + path + "' does not exist", e);
    } catch (IOException | InvalidPathException e) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "Configuration file '%s' cannot be read: %s: %s"
              .formatted(path, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  private static JsonObject parse(String text, String what) {
    try {
      return new JsonObject(text);
    } catch (DecodeException e) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          what + " is not a JSON object: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
          e);
    }
  }
}
