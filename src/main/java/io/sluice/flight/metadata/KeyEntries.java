package io.sluice.flight.metadata;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.WritableTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keys of tables. Calls may block. */
public record KeyEntries(Catalogs catalogs, SessionNames names) {
  /** The primary key of a table: the first of its keys whose columns take no NULL. */
  public MetadataTable primaryKeys(
      Optional<String> catalogName, Optional<String> schemaName, String tableName) {
    MetadataTable table = new MetadataTable(MetadataSchemas.PRIMARY_KEY_ROWS);
    for (CatalogProvider catalog : catalogs.all(names)) {
      if (catalogName.isPresent() && !catalogName.get().equals(catalog.name())) {
        continue;
      }
      Stream<String> schemas = schemaName.isPresent()
          ? schemaName.stream()
          : catalog.schemaNames().stream().sorted();
      schemas.forEach(name -> catalog
          .schema(name)
          .flatMap(schema -> definition(schema, tableName))
          .ifPresent(definition -> add(table, catalog.name(), name, definition)));
    }
    return table;
  }

  private static Optional<TableDefinition> definition(SchemaProvider schema, String name) {
    return schema
        .table(name)
        .filter(WritableTable.class::isInstance)
        .map(table -> ((WritableTable) table).definition())
        .filter(definition -> definition.name().equals(name));
  }

  private static void add(
      MetadataTable table, String catalog, String schema, TableDefinition definition) {
    Optional<List<Integer>> key = definition.keys().stream()
        .filter(columns -> columns.stream()
            .noneMatch(column -> definition.columns().get(column).field().nullable()))
        .findFirst();
    List<Integer> columns = key.orElse(List.of());
    for (int i = 0; i < columns.size(); i++) {
      String column = definition.columns().get(columns.get(i)).field().name();
      table.add(catalog, schema, definition.name(), column, null, i + 1);
    }
  }
}
