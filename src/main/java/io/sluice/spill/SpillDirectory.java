package io.sluice.spill;

import io.sluice.config.RandomSource;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a node's spill files, and how much they may hold. Made when the first file is, below a folder that several nodes may share.
 *
 * <p>A node holds a lock on a file in its folder as long as it lives. A folder whose lock can be had belonged to a process that is gone: it is deleted.
 *
 * <p>Thread-safe; methods that say so block.
 */
public final class SpillDirectory implements AutoCloseable {
  private static final String NODE_PREFIX = "node-";
  private static final String LOCK_FILE = "lock";

  /** The folders of this process. Closing any channel to a file drops the process's locks on it, so that their locks must not be tried. */
  private static final Set<Path> OWN_FOLDERS = ConcurrentHashMap.newKeySet();

  private final Path parent;
  private final long maxBytes;
  private final RandomSource random;
  private final AtomicLong heldBytes = new AtomicLong();
  private final AtomicLong spilledBytes = new AtomicLong();
  private final AtomicLong spilledFiles = new AtomicLong();
  private @Nullable Path folder;
  private @Nullable FileChannel lockChannel;
  private boolean isClosed;

  /**
   * @param parent the folder for nodes' folders; empty for one of the user below java.io.tmpdir
   * @param maxBytes what all files may hold together; 0 for no limit
   */
  public SpillDirectory(String parent, long maxBytes, RandomSource random) {
    this.parent = parent.isEmpty()
        ? Path.of(
            System.getProperty("java.io.tmpdir"), "sluice-spill-" + System.getProperty("user.name"))
        : Path.of(parent);
    this.maxBytes = maxBytes == 0 ? Long.MAX_VALUE : maxBytes;
    this.random = random;
  }

  /** Bytes that files hold now. */
  public long heldBytes() {
    return heldBytes.get();
  }

  /** Bytes that were ever written. */
  public long spilledBytes() {
    return spilledBytes.get();
  }

  /** Files that were ever made. */
  public long spilledFiles() {
    return spilledFiles.get();
  }

  RandomSource random() {
    return random;
  }

  /**
   * Takes bytes for a file that grows.
   *
   * @throws SluiceException of code SPILL_LIMIT when the files hold all they may
   */
  void take(long bytes) {
    if (heldBytes.addAndGet(bytes) > maxBytes) {
      heldBytes.addAndGet(-bytes);
      throw new SluiceException(
          ErrorCode.SPILL_LIMIT,
          "Not enough room to spill: files in '%s' hold %d of %d bytes. Raise spill.max_bytes, or worker.memory_bytes so that less is spilled."
              .formatted(parent, heldBytes.get(), maxBytes));
    }
    spilledBytes.addAndGet(bytes);
  }

  void give(long bytes) {
    heldBytes.addAndGet(-bytes);
  }

  /** Makes an empty file that only its owner may read and write. Blocks. */
  synchronized Path createFile(String name) throws IOException {
    Path file = folder().resolve(name);
    Files.createFile(file, ownerOnly(file, "rw-------"));
    spilledFiles.incrementAndGet();
    return file;
  }

  private Path folder() throws IOException {
    Path own = folder;
    if (own == null) {
      if (isClosed) {
        throw new IOException("the node is shutting down");
      }
      if (!Files.isDirectory(parent)) {
        Files.createDirectories(parent, ownerOnly(parent, "rwx------"));
      }
      own = parent.resolve(NODE_PREFIX + Long.toHexString(random.nextLong()));
      OWN_FOLDERS.add(own.toAbsolutePath());
      Files.createDirectory(own, ownerOnly(own, "rwx------"));
      Path lockFile = own.resolve(LOCK_FILE);
      Files.createFile(lockFile, ownerOnly(lockFile, "rw-------"));
      FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
      lockChannel = channel;
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException("cannot lock '" + lockFile + "'");
      }
      folder = own;
    }
    return own;
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    boolean isPosix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** Deletes the folders of nodes that are gone. What cannot be deleted stays. Blocks. */
  public void deleteLeftovers() {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, NODE_PREFIX + "*")) {
      for (Path other : folders) {
        if (isAbandoned(other)) {
          deleteFolder(other);
        }
      }
    } catch (IOException e) {
      // Nobody spilled here yet, or it is not ours to clear.
    }
  }

  private static boolean isAbandoned(Path other) {
    if (OWN_FOLDERS.contains(other.toAbsolutePath())) {
      return false;
    }
    try (FileChannel channel =
        FileChannel.open(other.resolve(LOCK_FILE), StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (IOException e) {
      // Not ours to open, or just being made.
      return false;
    }
  }

  private static void deleteFolder(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // The next start tries again.
    }
  }

  /** Deletes the folder. All tasks must have ended. Blocks. */
  @Override
  public synchronized void close() {
    isClosed = true;
    try {
      if (lockChannel != null) {
        lockChannel.close();
        lockChannel = null;
      }
    } catch (IOException e) {
      // Nobody needs the lock any more.
    }
    if (folder != null) {
      deleteFolder(folder);
      OWN_FOLDERS.remove(folder.toAbsolutePath());
      folder = null;
    }
  }

  @Override
  public String toString() {
    return parent.toString();
  }
}
