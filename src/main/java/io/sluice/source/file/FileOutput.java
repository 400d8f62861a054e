package io.sluice.source.file;

import io.sluice.config.RandomSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that exists under its name only when it is complete: until {@link #publish} it stands under another name in the same folder. Blocking. Owned by one
 * thread.
 */
public final class FileOutput extends OutputStream {
  private static final int BUFFER_BYTES = 1 << 18;

  private final Path file;
  private final Path unfinished;
  private final OutputStream stream;
  private long position;

  private FileOutput(Path file, Path unfinished, OutputStream stream) {
    this.file = file;
    this.unfinished = unfinished;
    this.stream = stream;
  }

  /**
   * Begins a file; its folder must exist.
   *
   * @throws io.sluice.error.SluiceException of code IO_ERROR
   */
  public static FileOutput create(Path file) {
    Path unfinished = file.resolveSibling("." + file.getFileName() + "."
        + Long.toHexString(RandomSource.SYSTEM.nextLong()) + ".unfinished");
    try {
      return new FileOutput(
          file,
          unfinished,
          new BufferedOutputStream(
              Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW), BUFFER_BYTES));
    } catch (IOException e) {
      throw FileIdentity.failure("write", file.toString(), e);
    }
  }

  public Path file() {
    return file;
  }

  /** Bytes written so far. */
  public long position() {
    return position;
  }

  @Override
  public void write(int value) throws IOException {
    stream.write(value);
    position++;
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    stream.write(bytes, from, count);
    position += count;
  }

  /** Ends the file and gives it its name, also where a file of that name stood. */
  public void publish() throws IOException {
    stream.close();
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Ends the file and removes it; nothing happens to one that was published. */
  public void discard() {
    try {
      stream.close();
    } catch (IOException e) {
      // What was not written is not wanted any more.
    }
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw FileIdentity.failure("remove", unfinished.toString(), e);
    }
  }
}
