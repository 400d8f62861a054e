package io.sluice.extension;

import java.util.List;
import java.util.Optional;

/** The tables of one schema. Called by the coordinator while it plans, on a thread that may block. Thread-safe. */
public interface SchemaProvider {
  List<String> tableNames();

  /** A table by name, compared without case. */
  Optional<TableProvider> table(String name);
}
