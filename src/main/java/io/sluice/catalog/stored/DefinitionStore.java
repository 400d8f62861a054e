package io.sluice.catalog.stored;

import java.util.List;

/** Where a coordinator keeps the entries of its catalog over its own end. All methods block. Thread-safe. */
public interface DefinitionStore extends AutoCloseable {
  /** Keeps nothing. */
  DefinitionStore NONE = new DefinitionStore() {
    @Override
    public List<CatalogEntry> load() {
      return List.of();
    }

    @Override
    public void save(CatalogEntry entry) {}

    @Override
    public void close() {}
  };

  /**
   * All entries that were saved, the newest of each key.
   *
   * @throws io.sluice.error.SluiceException of code IO_ERROR, also for bytes that make no sense
   */
  List<CatalogEntry> load();

  /**
   * Saves an entry in the place of that of its key. When this returns, it is on the disk.
   *
   * @throws io.sluice.error.SluiceException of code IO_ERROR
   */
  void save(CatalogEntry entry);

  @Override
  void close();
}
