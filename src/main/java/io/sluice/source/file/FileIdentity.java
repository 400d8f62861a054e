package io.sluice.source.file;

import io.sluice.config.Clock;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.file.FileStore;
import io.sluice.extension.file.FileVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file as it was when a query was planned. Every read checks that it is still the same, so that a file that was written anew in the meantime is
 * an error and never a mixture of both. All methods but {@link #isSettled} block. Thread-safe.
 *
 * @param path as the user wrote it, or absolute; or a URL
 * @param store where it is
 */
public record FileIdentity(String path, FileVersion version, FileStore store) {
  /** The coarsest steps in which file systems count the times of files. */
  private static final int TIME_STEP_MILLIS = 2000;

  /** A file of the machine as it is now. */
  public static FileIdentity of(Path path) {
    return FileStores.LOCAL.describe(path.toString());
  }

  /** Bytes. */
  public long size() {
    return version.size();
  }

  /** Whether it is on the file systems of the machine, so that its path opens it. */
  public boolean isLocal() {
    return store == LocalFiles.INSTANCE;
  }

  /** Whether any later change shows in the file's version, so that what was read of it may be kept: it has a name, or was not written just now. */
  public boolean isSettled(Clock clock) {
    return !version.tag().isEmpty()
        || version.modifiedMillis() > 0
            && clock.epochMillis() - version.modifiedMillis() > TIME_STEP_MILLIS;
  }

  /** Fails when the file is gone or is not the same any more, where reads do not find that out. */
  public void check() {
    store.check(path, version);
  }

  /** Bytes of the file, all of them or an error. Opens and closes the file. */
  public byte[] read(long offset, int count) {
    byte[] bytes = new byte[count];
    read(offset, bytes, count);
    return bytes;
  }

  /** Fills the beginning of an array with bytes of the file, all of them or an error. Opens and closes the file. */
  public void read(long offset, byte[] target, int count) {
    store.read(path, version, offset, target, count);
  }

  /** The bytes from an offset on. */
  InputStream open(long offset) throws IOException {
    return store.open(path, version, offset);
  }

  /** The error for a file that is not as it was. */
  public static SluiceException changed(String path) {
    return new SluiceException(
        ErrorCode.INVALID_FILE,
        "File '%s' changed while the query ran; run the query again".formatted(path));
  }

  /** The error for a failed access. */
  public static SluiceException failure(String what, String path, IOException cause) {
    String reason = cause instanceof NoSuchFileException
        ? "it does not exist on this machine"
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    return new SluiceException(
        ErrorCode.IO_ERROR, "Cannot %s file '%s': %s".formatted(what, path, reason), cause);
  }
}
