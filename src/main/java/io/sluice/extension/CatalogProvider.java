package io.sluice.extension;

import java.util.List;
import java.util.Optional;

/** A catalog: the first part of {@code tpch.sf1.lineitem}. Called by the coordinator while it plans, on a thread that may block. Thread-safe. */
public interface CatalogProvider {
  String name();

  /** Schemas worth listing; there may be more. */
  List<String> schemaNames();

  /** A schema by name, compared without case. */
  Optional<SchemaProvider> schema(String name);
}
