package io.sluice.catalog.stored;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Entries in a file of H2's MVStore, a log of pages that a crash leaves as it was at the last commit. The file belongs to one process: another coordinator of the same
 * machine and directory takes one of the next names. The first entry that is saved makes directory and file, so that who stores nothing leaves nothing.
 */
public final class MvDefinitionStore implements DefinitionStore {
  private static final int MAX_FILES = 32;
  private static final String MAP = "entries";

  private final Path directory;
  private @Nullable MVStore store;
  private boolean isClosed;

  /**
   * @param directory need not exist
   */
  public MvDefinitionStore(Path directory) {
    this.directory = directory;
  }

  private Path file(int number) {
    return directory.resolve("catalog" + (number == 0 ? "" : "-" + number) + ".mv");
  }

  /** What this process' file holds, and those of coordinators that are not up: each may know the newest of some key. */
  @Override
  public synchronized List<CatalogEntry> load() {
    Map<String, CatalogEntry> newest = new TreeMap<>();
    for (int number = 0; number < MAX_FILES; number++) {
      if (!Files.exists(file(number))) {
        continue;
      }
      MVStore opened = open(number);
      if (opened == null) {
        continue;
      }
      for (byte[] bytes : entries(opened).values()) {
        CatalogEntry entry = decode(bytes, number);
        newest.merge(
            entry.key().toString(),
            entry,
            (one, other) -> one.version() >= other.version() ? one : other);
      }
      if (store == null) {
        store = opened;
      } else {
        opened.close();
      }
    }
    List<CatalogEntry> loaded = new ArrayList<>(newest.values());
    // What only another file knew is in this one, too, from now on.
    loaded.forEach(this::save);
    return loaded;
  }

  private CatalogEntry decode(byte[] bytes, int number) {
    try {
      return CatalogEntry.decode(bytes);
    } catch (IllegalArgumentException e) {
      throw new SluiceException(
          ErrorCode.IO_ERROR, "File '" + file(number) + "' of the catalog is damaged", e);
    }
  }

  private static Map<String, byte[]> entries(MVStore opened) {
    return opened.openMap(MAP);
  }

  /** A file, or null when another process has it. */
  private @Nullable MVStore open(int number) {
    try {
      return new MVStore.Builder()
          .fileName(file(number).toString())
          .autoCommitDisabled()
          .open();
    } catch (MVStoreException e) {
      if (e.getErrorCode() == org.h2.mvstore.DataUtils.ERROR_FILE_LOCKED) {
        return null;
      }
      throw failure("open file '" + file(number) + "' of the catalog", e);
    }
  }

  @Override
  public synchronized void save(CatalogEntry entry) {
    if (isClosed) {
      throw new SluiceException(ErrorCode.IO_ERROR, "The catalog is closed");
    }
    MVStore opened = ensureOpen();
    try {
      Map<String, byte[]> entries = entries(opened);
      byte[] bytes = entry.encode();
      byte[] known = entries.get(entry.key().toString());
      if (known == null || CatalogEntry.decode(known).version() < entry.version()) {
        entries.put(entry.key().toString(), bytes);
        opened.commit();
        opened.sync();
      }
    } catch (MVStoreException e) {
      throw failure("write the catalog in '" + directory + "'", e);
    }
  }

  private MVStore ensureOpen() {
    MVStore opened = store;
    for (int number = 0; opened == null && number < MAX_FILES; number++) {
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw failure("make folder '" + directory + "' for the catalog", e);
      }
      opened = open(number);
    }
    if (opened == null) {
      throw new SluiceException(
          ErrorCode.IO_ERROR,
          "%d coordinators use folder '%s' for their catalogs; give this one another catalog.directory"
              .formatted(MAX_FILES, directory));
    }
    store = opened;
    return opened;
  }

  private static SluiceException failure(String what, Exception cause) {
    return new SluiceException(
        ErrorCode.IO_ERROR, "Cannot " + what + ": " + cause.getMessage(), cause);
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    if (store != null) {
      store.close();
      store = null;
    }
  }
}
