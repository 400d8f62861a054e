package io.sluice.catalog;

import static java.util.Objects.requireNonNull;

import io.sluice.catalog.stored.DefinitionStore;
import io.sluice.catalog.stored.MvDefinitionStore;
import io.sluice.config.RandomSource;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the catalog that outlives its process is kept.
 *
 * @param store of its definitions
 * @param directory of the rows of its tables, which all nodes see; empty when there can be none
 * @param random tells directories of tables of one name apart
 */
public record CatalogStorage(DefinitionStore store, Optional<Path> directory, RandomSource random) {
  /** Nothing is kept. */
  public static final CatalogStorage NONE =
      new CatalogStorage(DefinitionStore.NONE, Optional.empty(), RandomSource.SYSTEM);

  public CatalogStorage {
    requireNonNull(store, "store");
    requireNonNull(random, "random");
  }

  /** All in one directory, which need not exist; nothing is kept when its name is empty. */
  public static CatalogStorage in(String directory, RandomSource random) {
    if (directory.isBlank()) {
      return NONE;
    }
    Path path = Path.of(directory).toAbsolutePath().normalize();
    return new CatalogStorage(
        new MvDefinitionStore(path), Optional.of(path.resolve("tables")), random);
  }
}
