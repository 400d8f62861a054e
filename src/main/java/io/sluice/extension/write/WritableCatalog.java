package io.sluice.extension.write;

import io.sluice.extension.CatalogProvider;

/** A catalog in which statements create and drop schemas. Thread-safe. */
public interface WritableCatalog extends CatalogProvider {
  /** Adds an empty schema; false when there is one of that name. */
  boolean createSchema(String name);

  /** Removes a schema with all that is in it; false when there is none. */
  boolean dropSchema(String name);

  /** Bytes of the coordinator's memory that the rows of all tables take. */
  long retainedBytes();

  /** A catalog of the same kind without tables, for the temporary ones of a session. */
  WritableCatalog newTemporary(String name);
}
