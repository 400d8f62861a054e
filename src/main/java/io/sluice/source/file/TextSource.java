package io.sluice.source.file;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The UTF-8 of a text file, piece by piece, decompressed if need be, with its byte order mark if it has one. All methods block; one call at a time. */
public final class TextSource implements AutoCloseable {
  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int GZIP_BUFFER_BYTES = 64 << 10;

  private final FileIdentity file;
  private final InputStream stream;

  /** How much follows at most. */
  private long bytesLeft;

  private boolean isAtStart;

  private TextSource(FileIdentity file, InputStream stream, long bytesLeft, boolean isAtStart) {
    this.file = file;
    this.stream = stream;
    this.bytesLeft = bytesLeft;
    this.isAtStart = isAtStart;
  }

  /** Whether a file's name ends as those of GZIP do. */
  public static boolean isCompressed(String path) {
    int query = path.contains("://") ? path.indexOf('?') : -1;
    String file = query < 0 ? path : path.substring(0, query);
    return file.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** All of a file. */
  public static TextSource open(FileIdentity file, boolean isCompressed) {
    return open(file, isCompressed, 0);
  }

  /** What stands from a byte on in a file that is not compressed. */
  public static TextSource open(FileIdentity file, long offset) {
    return open(file, false, offset);
  }

  private static TextSource open(FileIdentity file, boolean isCompressed, long offset) {
    file.check();
    InputStream raw = null;
    try {
      raw = file.open(offset);
      return isCompressed
          ? new TextSource(file, new GZIPInputStream(raw, GZIP_BUFFER_BYTES), Long.MAX_VALUE, true)
          : new TextSource(file, raw, file.size() - offset, offset == 0);
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
          "File '%s' is not valid GZIP: %s"
              .formatted(
                  file.path(),
                  cause instanceof EOFException ? "it ends early" : cause.getMessage()),
          cause);
    }
    return FileIdentity.failure("read", file.path(), cause);
  }

  /** The next piece, as many bytes as are wanted or all that are left; empty at the end. */
  public byte[] read(int count) {
    byte[] bytes = new byte[(int) Math.min(count, bytesLeft)];
    int length = read(bytes);
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  /** Fills an array, or what is left of the text the beginning of it; answers how many bytes it is now, 0 at the end. */
  public int read(byte[] target) {
    int length;
    try {
      length = stream.readNBytes(target, 0, (int) Math.min(target.length, bytesLeft));
    } catch (IOException e) {
      throw failure(file, e);
    }
    bytesLeft -= length;
    if (length == 0) {
      file.check();
    }
    if (isAtStart) {
      checkEncoding(target, length);
    }
    isAtStart = false;
    return length;
  }

  /** Closes the file and fails if it is not the same any more. */
  public void finish() {
    try (this) {
      file.check();
    }
  }

  private void checkEncoding(byte[] bytes, int length) {
    boolean isUtf16 = length >= 2
        && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
            || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
    if (isUtf16) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "File '%s' is UTF-16; write it as UTF-8".formatted(file.path()));
    }
  }

  /** How many of the first bytes of a text are a byte order mark, which is no part of it: none or three. */
  public static int markLength(byte[] bytes, int length) {
    int markLength = UTF_8_MARK.length;
    boolean hasMark =
        length >= markLength && Arrays.equals(bytes, 0, markLength, UTF_8_MARK, 0, markLength);
    return hasMark ? markLength : 0;
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
