package io.sluice.catalog.stored;

import java.util.Optional;
import java.util.function.Supplier;

/** How coordinators of a cluster agree on the entries of their catalogs. All methods block. Thread-safe. */
public interface DefinitionExchange {
  /** There are no others. */
  DefinitionExchange NONE = new DefinitionExchange() {
    @Override
    public <T> T exclusively(ObjectKey key, Supplier<T> change) {
      return change.get();
    }

    @Override
    public Optional<CatalogEntry> newest(ObjectKey key) {
      return Optional.empty();
    }

    @Override
    public void publish(CatalogEntry entry) {}
  };

  /**
   * Changes an entry while no other coordinator does.
   *
   * @throws io.sluice.error.SluiceException when others hold it for too long
   */
  <T> T exclusively(ObjectKey key, Supplier<T> change);

  /** What the cluster knows of a key. */
  Optional<CatalogEntry> newest(ObjectKey key);

  /** Tells an entry to all others; returns when those that can be reached have saved it. */
  void publish(CatalogEntry entry);
}
