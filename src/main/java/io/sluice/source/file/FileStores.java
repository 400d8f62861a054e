package io.sluice.source.file;

import io.sluice.extension.file.FileStore;
import io.sluice.extension.file.FileVersion;
import java.util.List;

/** Where the files are that a node reads: on its file systems, or in other stores. Immutable. */
public final class FileStores {
  /** The file systems of the machine alone. */
  public static final FileStores LOCAL = new FileStores(List.of());

  private final List<FileStore> others;

  /**
   * The file systems of the machine and others.
   *
   * @param others the first one that holds a location has its file
   */
  public FileStores(List<? extends FileStore> others) {
    this.others = List.copyOf(others);
  }

  /** A file as it is now. Blocks. */
  public FileIdentity describe(String path) {
    FileStore store = storeOf(path);
    return new FileIdentity(path, store.describe(path), store);
  }

  /** Files as they are now. Blocks. */
  public List<FileIdentity> describe(List<String> paths) {
    return paths.stream().map(this::describe).toList();
  }

  /** A file as another node described it. */
  public FileIdentity file(String path, FileVersion version) {
    return new FileIdentity(path, version, storeOf(path));
  }

  private FileStore storeOf(String path) {
    for (FileStore store : others) {
      if (store.holds(path)) {
        return store;
      }
    }
    return LocalFiles.INSTANCE;
  }
}
