package io.sluice.source.file;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.file.FileStore;
import io.sluice.extension.file.FileVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The file systems of the machine. */
record LocalFiles() implements FileStore {
  static final LocalFiles INSTANCE = new LocalFiles();

  @Override
  public boolean holds(String location) {
    return true;
  }

  @Override
  public List<String> find(String location) {
    return Files.exists(Path.of(location)) ? List.of(location) : List.of();
  }

  @Override
  public FileVersion describe(String path) {
    try {
      Path file = Path.of(path);
      return new FileVersion(Files.size(file), Files.getLastModifiedTime(file).toMillis(), "");
    } catch (IOException e) {
      throw FileIdentity.failure("read", path, e);
    }
  }

  @Override
  public void check(String path, FileVersion version) {
    if (!describe(path).equals(version)) {
      throw FileIdentity.changed(path);
    }
  }

  @Override
  public void read(String path, FileVersion version, long offset, byte[] target, int count) {
    check(path, version);
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
      throw FileIdentity.failure("read", path, e);
    }
  }

  @Override
  public InputStream open(String path, FileVersion version, long offset) throws IOException {
    return Channels.newInputStream(
        FileChannel.open(Path.of(path), StandardOpenOption.READ).position(offset));
  }
}
