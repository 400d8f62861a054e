package io.sluice.catalog.stored;

import io.sluice.extension.TableStatistics;
import io.sluice.extension.write.MacroDefinition;
import io.sluice.extension.write.ViewDefinition;

/** What a name of the catalog stands for. */
public sealed interface StoredObject
    permits StoredObject.SchemaName,
        StoredObject.View,
        StoredObject.Macro,
        StoredObject.Statistics,
        FileTable {
  /** As written. */
  String name();

  /** An empty schema, which others put their names into. */
  record SchemaName(String name) implements StoredObject {}

  record View(ViewDefinition definition) implements StoredObject {
    @Override
    public String name() {
      return definition.name();
    }
  }

  record Macro(MacroDefinition definition) implements StoredObject {
    @Override
    public String name() {
      return definition.name();
    }
  }

  /** What ANALYZE found of the table of that name. */
  record Statistics(String name, TableStatistics found) implements StoredObject {}
}
