package io.sluice.source.csv;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.source.file.FileIdentity;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The text of a CSV file, piece by piece, decompressed if need be and without its byte order mark. All methods block; one call at a time. */
final class CsvSource implements AutoCloseable {
  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int GZIP_BUFFER_BYTES = 64 << 10;

  private final FileIdentity file;
  private final InputStream stream;
  private boolean isAtStart = true;

  private CsvSource(FileIdentity file, InputStream stream) {
    this.file = file;
    this.stream = stream;
  }

  static boolean isCompressed(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  static CsvSource open(FileIdentity file, boolean isCompressed) {
    file.check();
    InputStream raw = null;
    try {
      raw = Files.newInputStream(Path.of(file.path()));
      return new CsvSource(file, isCompressed ? new GZIPInputStream(raw, GZIP_BUFFER_BYTES) : raw);
    } catch (IOException e) {
      SluiceException failure = failure(file, e);
      try {
        if (raw != null) {
          raw.close();
        }
      } catch (IOException closing) {
        failure.addSuppressed(closing);
      }
      throw failure;
    }
  }

  private static SluiceException failure(FileIdentity file, IOException cause) {
    if (cause instanceof ZipException || cause instanceof EOFException) {
      return new SluiceException(
          ErrorCode.INVALID_FILE,
          "File '%s' is not valid GZIP: %s".formatted(file.path(), cause.getMessage()),
          cause);
    }
    return FileIdentity.failure("read", file.path(), cause);
  }

  /** The next piece, as many bytes as are wanted or all that are left; empty at the end. */
  byte[] read(int count) {
    byte[] bytes;
    try {
      bytes = stream.readNBytes(count);
    } catch (IOException e) {
      throw failure(file, e);
    }
    if (bytes.length == 0) {
      file.check();
    }
    return isAtStart ? withoutMark(bytes) : bytes;
  }

  private byte[] withoutMark(byte[] bytes) {
    isAtStart = false;
    boolean isUtf16 = bytes.length >= 2
        && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
            || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
    if (isUtf16) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "File '%s' is UTF-16; write it as UTF-8".formatted(file.path()));
    }
    int length = UTF_8_MARK.length;
    boolean hasMark =
        bytes.length >= length && Arrays.equals(bytes, 0, length, UTF_8_MARK, 0, length);
    return hasMark ? Arrays.copyOfRange(bytes, length, bytes.length) : bytes;
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }
}
