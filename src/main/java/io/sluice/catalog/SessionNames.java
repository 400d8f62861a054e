package io.sluice.catalog;

import io.sluice.catalog.stored.StoredCatalog;
import io.sluice.extension.write.WritableCatalog;
import java.util.List;
import java.util.Optional;

/**
 * How one session's names are completed. A table's name without a schema is looked up among the temporary tables, then in the current schema.
 *
 * @param path the current catalog and schema; empty when there is none
 * @param temporary the session's own catalog
 */
public record SessionNames(List<String> path, Optional<WritableCatalog> temporary) {
  /** The name of every session's own catalog. */
  public static final String TEMPORARY = "temp";

  /** The schema of a catalog that need not be named. */
  public static final String DEFAULT_SCHEMA = "main";

  /** Nothing but full names. */
  public static final SessionNames NONE = new SessionNames(List.of(), Optional.empty());

  public SessionNames {
    path = List.copyOf(path);
  }

  /** The same with another current schema. */
  public SessionNames withPath(List<String> newPath) {
    return new SessionNames(newPath, temporary);
  }

  /** Where a name may begin, in the order in which it is tried: catalogs, schemas of one, and last nothing. */
  public List<List<String>> searchPath() {
    List<String> stored = List.of(StoredCatalog.NAME, StoredCatalog.DEFAULT_SCHEMA);
    List<String> temporaries = List.of(TEMPORARY, DEFAULT_SCHEMA);
    return path.isEmpty() || path.equals(stored)
        ? List.of(temporaries, stored, List.of(StoredCatalog.NAME), List.of())
        : List.of(temporaries, path, List.of(path.get(0)), stored, List.of());
  }
}
