package io.sluice.source.arrow.read;

import io.sluice.source.file.FileIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file while one blocking call reads it. Owned by one thread. */
final class OpenFile implements AutoCloseable {
  /** The JDK copies a read through memory outside of the heap, of this size at most. */
  private static final int PIECE_BYTES = 1 << 20;

  private final FileIdentity file;
  private final @Nullable FileChannel channel;
  private long bytesRead;

  private OpenFile(FileIdentity file, @Nullable FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Fails when the file is gone or not the same any more. */
  static OpenFile open(FileIdentity file) {
    file.check();
    if (!file.isLocal()) {
      return new OpenFile(file, null);
    }
    try {
      return new OpenFile(file, FileChannel.open(Path.of(file.path()), StandardOpenOption.READ));
    } catch (IOException e) {
      throw FileIdentity.failure("read", file.path(), e);
    }
  }

  FileIdentity file() {
    return file;
  }

  long bytesRead() {
    return bytesRead;
  }

  /** Bytes of the file, all of them or an error of code INVALID_FILE. */
  byte[] read(long offset, int count) {
    if (offset < 0 || count < 0 || count > file.size() - offset) {
      throw ArrowErrors.invalid(file, "%d bytes at %d are beyond its end".formatted(count, offset));
    }
    byte[] bytes = new byte[count];
    bytesRead += count;
    if (channel == null) {
      file.read(offset, bytes, count);
      return bytes;
    }
    try {
      int done = 0;
      while (done < count) {
        ByteBuffer piece = ByteBuffer.wrap(bytes, done, Math.min(PIECE_BYTES, count - done));
        int length = channel.read(piece, offset + done);
        if (length < 0) {
          throw ArrowErrors.invalid(file, "it ends before byte " + (offset + count));
        }
        done += length;
      }
    } catch (IOException e) {
      throw FileIdentity.failure("read", file.path(), e);
    }
    return bytes;
  }

  @Override
  public void close() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw FileIdentity.failure("read", file.path(), e);
    }
  }
}
