package io.sluice.source.json;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.source.file.FileIdentity;

/**
 * A JSON file and how it is written.
 *
 * @param isCompressed whether it is GZIP around the text
 */
record JsonFile(FileIdentity file, boolean isCompressed, JsonLayout layout) {

  SluiceException invalid(JsonFormatException cause) {
    return invalid(file, cause);
  }

  static SluiceException invalid(FileIdentity file, JsonFormatException cause) {
    return new SluiceException(
        ErrorCode.INVALID_FILE,
        "File '%s', byte %d: %s".formatted(file.path(), cause.offset(), cause.getMessage()),
        cause);
  }
}
