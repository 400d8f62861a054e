package io.sluice.coordinator.file;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.plan.QueryId;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * A directory that the workers of one statement write to. It stands beside the place where the files are to be, under a name that begins with a point, so that no
 * scan sees it, and on the same file system, so that one rename makes all of it count. All methods block. For one thread at a time.
 */
public final class StagedFiles {
  private static final String PREFIX = ".sluice-";

  private final Path target;
  private final Path staging;
  private final Path replaced;

  private StagedFiles(Path target, QueryId query) {
    this.target = target;
    String name = PREFIX + query;
    Path folder = requireNonNull(target.toAbsolutePath().getParent(), "the target has no name");
    this.staging = folder.resolve(name);
    this.replaced = folder.resolve(name + "-replaced");
  }

  /**
   * Makes the directory.
   *
   * @param target the file or directory that is to be there in the end
   */
  public static StagedFiles beside(Path target, QueryId query) {
    StagedFiles files = new StagedFiles(target, query);
    try {
      Files.createDirectories(files.staging);
    } catch (IOException e) {
      throw failure("make folder", files.staging, e);
    }
    return files;
  }

  /** Where the workers write to. */
  public Path directory() {
    return staging;
  }

  /** Whether a directory is there and has something in it. */
  public static boolean isFilled(Path directory) {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> content = Files.list(directory)) {
      return content.findAny().isPresent();
    } catch (IOException e) {
      throw failure("list", directory, e);
    }
  }

  /** The only file that was written becomes the target, in the place of a file that stands there. */
  public void publishFile(String file) {
    move(staging.resolve(file), target);
    remove(staging);
  }

  /** The directory becomes the target, which is not there, or empty. */
  public void publishDirectory() {
    move(staging, target);
  }

  /** The directory becomes the target in the place of one that is there. Until the new one has its name, a moment later, there is none of that name. */
  public void replaceDirectory() {
    move(target, replaced);
    try {
      move(staging, target);
    } catch (SluiceException e) {
      move(replaced, target);
      throw e;
    }
    remove(replaced);
  }

  /** The directory becomes one more in the target. */
  public void addToDirectory(String name) {
    move(staging, target.resolve(name));
  }

  /** Removes what was written, if it does not count. */
  public void discard() {
    remove(staging);
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException e) {
      throw new SluiceException(
          ErrorCode.ALREADY_EXISTS, "Somebody else has written to '" + to + "' meanwhile", e);
    } catch (IOException e) {
      throw failure("rename '" + from.getFileName() + "' to", to, e);
    }
  }

  private static void remove(Path directory) {
    try {
      Files.walkFileTree(directory, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
            throws IOException {
          Files.deleteIfExists(file);
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, java.io.IOException failure)
            throws IOException {
          Files.deleteIfExists(folder);
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw failure("remove", directory, e);
    }
  }

  private static SluiceException failure(String what, Path path, IOException cause) {
    return new SluiceException(
        ErrorCode.IO_ERROR, "Cannot " + what + " '" + path + "': " + cause, cause);
  }
}
