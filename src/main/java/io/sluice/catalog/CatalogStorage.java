package io.sluice.catalog;

import static java.util.Objects.requireNonNull;

import io.sluice.catalog.stored.DefinitionStore;
import io.sluice.catalog.stored.MvDefinitionStore;
import io.sluice.config.Clock;
import io.sluice.config.NodeConfig;
import io.sluice.config.NodeOptions;
import io.sluice.config.RandomSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the catalog that outlives its process is kept.
 *
 * @param store of its definitions
 * @param directory of the rows of its tables, which all nodes see; empty when there can be none
 * @param retentionMillis how long files that no table has any more are left to queries that read them
 * @param random tells directories of tables of one name apart
 */
public record CatalogStorage(
    DefinitionStore store,
    Optional<Path> directory,
    long retentionMillis,
    Clock clock,
    RandomSource random) {
  /** Nothing is kept. */
  public static final CatalogStorage NONE = new CatalogStorage(
      DefinitionStore.NONE, Optional.empty(), 0, Clock.SYSTEM, RandomSource.SYSTEM);

  public CatalogStorage {
    requireNonNull(store, "store");
    requireNonNull(clock, "clock");
    requireNonNull(random, "random");
  }

  /** As a node's configuration says; nothing is kept when that names no directory. */
  public static CatalogStorage of(NodeConfig node) {
    String directory = node.get(NodeOptions.CATALOG_DIRECTORY);
    if (directory.isBlank()) {
      return NONE;
    }
    Path path = Path.of(directory).toAbsolutePath().normalize();
    return new CatalogStorage(
        new MvDefinitionStore(path),
        Optional.of(path.resolve("tables")),
        node.get(NodeOptions.CATALOG_RETENTION),
        Clock.SYSTEM,
        RandomSource.SYSTEM);
  }
}
