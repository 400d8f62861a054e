package io.sluice.coordinator;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.catalog.WriteTarget;
import io.sluice.config.ConfigValues;
import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.write.IndexDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.WritableSchema;
import io.sluice.extension.write.WritableTable;
import io.sluice.sql.DefinitionStatement;
import io.sluice.sql.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The indexes of tables, by the schemas of the tables. Thread-safe; calls may block. */
final class IndexDefinitions {
  private final Catalogs catalogs;

  IndexDefinitions(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  void drop(DefinitionStatement.DropIndex statement, SessionNames names, ConfigValues settings) {
    List<String> others = new ArrayList<>();
    for (WriteTarget target : places(statement.name(), names)) {
      for (TableDefinition table : tables(target.schema())) {
        Optional<IndexDefinition> found = table.indexes().stream()
            .filter(index -> index.name().equalsIgnoreCase(target.name()))
            .findFirst();
        if (found.isPresent()) {
          target.schema().redefine(table.name(), table.withoutIndex(found.get()), settings);
          return;
        }
        table.indexes().forEach(index -> others.add(index.name()));
      }
    }
    if (!statement.ifExists()) {
      throw new SluiceException(
          ErrorCode.TABLE_NOT_FOUND,
          "Index '" + statement.name() + "' not found"
              + NearestName.hint(statement.name().toString(), others));
    }
  }

  /** The schemas in which a name is looked up. */
  private List<WriteTarget> places(ObjectName name, SessionNames names) {
    List<WriteTarget> places = new ArrayList<>();
    if (name.parts().size() == 1 && names.temporary().isPresent()) {
      places.add(catalogs.writeTarget(
          List.of(
              SessionNames.TEMPORARY, SessionNames.DEFAULT_SCHEMA, name.parts().get(0)),
          names));
    }
    places.add(catalogs.writeTarget(name.parts(), names));
    return places;
  }

  private static List<TableDefinition> tables(WritableSchema schema) {
    return schema.tableNames().stream()
        .map(schema::table)
        .flatMap(Optional::stream)
        .filter(WritableTable.class::isInstance)
        .map(table -> ((WritableTable) table).definition())
        .toList();
  }
}
