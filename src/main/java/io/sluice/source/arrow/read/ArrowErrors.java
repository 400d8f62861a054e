package io.sluice.source.arrow.read;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.source.file.FileIdentity;

/** What is wrong with a file. */
final class ArrowErrors {
  private ArrowErrors() {}

  static SluiceException invalid(FileIdentity file, String what) {
    return new SluiceException(ErrorCode.INVALID_FILE, message(file, what));
  }

  static SluiceException notSupported(FileIdentity file, String what) {
    return new SluiceException(ErrorCode.NOT_SUPPORTED, message(file, what));
  }

  private static String message(FileIdentity file, String what) {
    return "File '%s' is not an Arrow file that can be read: %s".formatted(file.path(), what);
  }

  /**
   * What to throw when some part of a file could not be read. Readers check what they can; what is left fails at the bounds of the metadata or of a buffer.
   *
   * @param part for instance {@code its schema}
   */
  static SluiceException damaged(FileIdentity file, String part, RuntimeException cause) {
    if (cause instanceof SluiceException error) {
      return error;
    }
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new SluiceException(
        ErrorCode.INVALID_FILE,
        "File '%s' is damaged: %s: %s".formatted(file.path(), part, reason),
        cause);
  }
}
