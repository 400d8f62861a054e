package io.sluice.flight.metadata;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.error.SluiceException;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableProvider;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.extension.write.WritableSchema;
import io.sluice.type.Binary;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Catalogs, schemas and tables as a session sees them. Calls may block. */
public final class CatalogEntries {
  private static final String INFORMATION_SCHEMA = "information_schema";
  private static final String LOCAL_TEMPORARY = "LOCAL TEMPORARY";
  private static final String SYSTEM_TABLE = "SYSTEM TABLE";
  private static final String TABLE = "TABLE";
  private static final String VIEW = "VIEW";

  private final Catalogs catalogs;
  private final SessionNames names;

  private record Entry(
      String catalog,
      String schema,
      String table,
      String type,
      @Nullable Object columns) {}

  public CatalogEntries(Catalogs catalogs, SessionNames names) {
    this.catalogs = catalogs;
    this.names = names;
  }

  private List<CatalogProvider> sorted() {
    return catalogs.all(names).stream()
        .sorted(Comparator.comparing(CatalogProvider::name))
        .toList();
  }

  public MetadataTable catalogs() {
    MetadataTable table = new MetadataTable(MetadataSchemas.CATALOG_ROWS);
    sorted().forEach(catalog -> table.add(catalog.name()));
    return table;
  }

  public MetadataTable schemas(NameFilter filter) {
    MetadataTable table = new MetadataTable(MetadataSchemas.SCHEMA_ROWS);
    for (CatalogProvider catalog : sorted()) {
      for (String schema : schemaNames(catalog, filter)) {
        table.add(catalog.name(), schema);
      }
    }
    return table;
  }

  private static Set<String> schemaNames(CatalogProvider catalog, NameFilter filter) {
    TreeSet<String> schemas = new TreeSet<>();
    if (filter.takesCatalog(catalog.name())) {
      schemas.addAll(catalog.schemaNames());
      schemas.add(INFORMATION_SCHEMA);
      schemas.removeIf(schema -> !filter.takesSchema(schema));
    }
    return schemas;
  }

  /** The types of tables there are. */
  public static MetadataTable tableTypes() {
    MetadataTable table = new MetadataTable(MetadataSchemas.TABLE_TYPE_ROWS);
    List.of(LOCAL_TEMPORARY, SYSTEM_TABLE, TABLE, VIEW).forEach(table::add);
    return table;
  }

  /**
   * Tables and views.
   *
   * @param types of tables that are asked for; empty for all
   * @param columns the bytes of a schema of some columns, with the names of their table by keys of Flight SQL; empty when schemas are not asked for. Tables that cannot be read are left out then
   */
  public MetadataTable tables(
      NameFilter filter,
      List<String> types,
      Optional<BiFunction<Schema, Map<String, String>, byte[]>> columns) {
    List<Entry> entries = new ArrayList<>();
    for (CatalogProvider catalog : sorted()) {
      for (String name : schemaNames(catalog, filter)) {
        catalogs
            .schema(catalog, name, names)
            .ifPresent(schema -> addTables(entries, catalog.name(), name, schema, filter, columns));
      }
    }
    entries.sort(Comparator.comparing(Entry::catalog)
        .thenComparing(Entry::schema)
        .thenComparing(Entry::table)
        .thenComparing(Entry::type));
    MetadataTable table = new MetadataTable(
        columns.isPresent() ? MetadataSchemas.TABLE_WITH_SCHEMA_ROWS : MetadataSchemas.TABLE_ROWS);
    for (Entry entry : entries) {
      if (types.isEmpty() || types.contains(entry.type())) {
        table.add(entry.catalog(), entry.schema(), entry.table(), entry.type(), entry.columns());
      }
    }
    return table;
  }

  private static void addTables(
      List<Entry> entries,
      String catalog,
      String schemaName,
      SchemaProvider schema,
      NameFilter filter,
      Optional<BiFunction<Schema, Map<String, String>, byte[]>> columns) {
    String type = schemaName.equals(INFORMATION_SCHEMA)
        ? SYSTEM_TABLE
        : catalog.equals(SessionNames.TEMPORARY) ? LOCAL_TEMPORARY : TABLE;
    Map<String, String> names = Map.of("CATALOG_NAME", catalog, "DB_SCHEMA_NAME", schemaName);
    for (String name : schema.tableNames()) {
      if (filter.takesTable(name)) {
        add(
            entries,
            names,
            name,
            type,
            columns,
            () -> schema.table(name).map(TableProvider::schema));
      }
    }
    if (schema instanceof WritableSchema writable) {
      for (String name : writable.viewNames()) {
        if (filter.takesTable(name)) {
          add(
              entries,
              names,
              name,
              VIEW,
              columns,
              () -> writable.view(name).map(ViewDefinition::schema));
        }
      }
    }
  }

  private interface Lookup {
    Optional<Schema> find();
  }

  private static void add(
      List<Entry> entries,
      Map<String, String> names,
      String name,
      String type,
      Optional<BiFunction<Schema, Map<String, String>, byte[]>> columns,
      Lookup lookup) {
    String catalog = String.valueOf(names.get("CATALOG_NAME"));
    String schema = String.valueOf(names.get("DB_SCHEMA_NAME"));
    if (columns.isEmpty()) {
      entries.add(new Entry(catalog, schema, name, type, null));
      return;
    }
    Map<String, String> all = new java.util.HashMap<>(names);
    all.put("TABLE_NAME", name);
    try {
      lookup
          .find()
          .ifPresent(found -> entries.add(
              new Entry(catalog, schema, name, type, Binary.of(columns.get().apply(found, all)))));
    } catch (SluiceException unreadable) {
      // One broken table does not hide the others.
      return;
    }
  }
}
