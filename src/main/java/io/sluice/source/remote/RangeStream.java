package io.sluice.source.remote;

import io.sluice.extension.file.FileStore;
import io.sluice.extension.file.FileVersion;
import java.io.InputStream;
import java.util.Objects;

/** The bytes of a file from an offset on, read piece by piece. */
final class RangeStream extends InputStream {
  private static final int PIECE_BYTES = 1 << 20;

  private final FileStore store;
  private final String path;
  private final FileVersion version;
  private long offset;
  private byte[] piece = new byte[0];
  private int position;
  private int limit;

  RangeStream(FileStore store, String path, FileVersion version, long offset) {
    this.store = store;
    this.path = path;
    this.version = version;
    this.offset = offset;
  }

  @Override
  public int read() {
    return fill() ? piece[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int from, int length) {
    Objects.checkFromIndexSize(from, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(piece, position, target, from, count);
    position += count;
    return count;
  }

  /** Whether a byte is at hand; false at the end of the file. */
  private boolean fill() {
    if (position < limit) {
      return true;
    }
    int count = (int) Math.min(PIECE_BYTES, version.size() - offset);
    if (count <= 0) {
      return false;
    }
    if (piece.length < count) {
      piece = new byte[count];
    }
    store.read(path, version, offset, piece, count);
    offset += count;
    position = 0;
    limit = count;
    return true;
  }
}
