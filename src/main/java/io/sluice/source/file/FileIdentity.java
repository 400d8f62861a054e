package io.sluice.source.file;

import io.sluice.config.Clock;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file as it was when a query was planned. Every read checks that it is still the same, so that a file that was written anew in the meantime is
 * an error and never a mixture of both. All methods block. Thread-safe.
 *
 * @param path as the user wrote it, or absolute
 * @param size bytes
 */
public record FileIdentity(String path, long size, long modifiedMillis) {
  /** The coarsest steps in which file systems count the times of files. */
  private static final int TIME_STEP_MILLIS = 2000;

  /** The file as it is now. */
  public static FileIdentity of(Path path) {
    try {
      return new FileIdentity(
          path.toString(), Files.size(path), Files.getLastModifiedTime(path).toMillis());
    } catch (IOException e) {
      throw failure("read", path.toString(), e);
    }
  }

  /** Whether any later change shows in the file's time, so that what was read of it may be kept: it was not written just now. */
  public boolean isSettled(Clock clock) {
    return clock.epochMillis() - modifiedMillis > TIME_STEP_MILLIS;
  }

  /** Fails when the file is gone or is not the same any more. */
  public void check() {
    if (!of(Path.of(path)).equals(this)) {
      throw new SluiceException(
          ErrorCode.INVALID_FILE,
          "File '%s' changed while the query ran; run the query again".formatted(path));
    }
  }

  /** Bytes of the file, all of them or an error. Opens and closes the file. */
  public byte[] read(long offset, int count) {
    byte[] bytes = new byte[count];
    read(offset, bytes, count);
    return bytes;
  }

  /** Fills the beginning of an array with bytes of the file, all of them or an error. Opens and closes the file. */
  public void read(long offset, byte[] target, int count) {
    check();
    ByteBuffer bytes = ByteBuffer.wrap(target, 0, count);
    try (FileChannel channel = FileChannel.open(Path.of(path), StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset + bytes.position()) < 0) {
          throw new SluiceException(
              ErrorCode.INVALID_FILE,
              "File '%s' ends before byte %d".formatted(path, offset + count));
        }
      }
    } catch (IOException e) {
      throw failure("read", path, e);
    }
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
