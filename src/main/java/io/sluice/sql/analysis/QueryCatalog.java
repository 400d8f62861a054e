package io.sluice.sql.analysis;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.config.ConfigValues;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/**
 * The tables one query can name, each found once: {@code catalog.schema.table} and what a session may leave out of it, files as {@code "$file"."path"}, and bound table functions as
 * {@code "$function"."number"."name"}. Belongs to the planning of one query.
 */
final class QueryCatalog {
  /** The grammar writes {@code FROM 'path'} as a name of two parts that begins with this. */
  static final String FILE_SCHEMA = "$file";

  private static final String FUNCTION_SCHEMA = "$function";

  private final Catalogs catalogs;
  private final SessionNames names;
  private final ConfigValues session;
  private final Map<String, CatalogTable> tables = new HashMap<>();
  private final List<CatalogTable> functionCalls = new ArrayList<>();

  QueryCatalog(Catalogs catalogs, SessionNames names, ConfigValues session) {
    this.catalogs = catalogs;
    this.names = names;
    this.session = session;
  }

  Catalogs catalogs() {
    return catalogs;
  }

  SessionNames names() {
    return names;
  }

  /** Adds the table that a call of a table function stands for. */
  List<String> addFunctionCall(String functionName, TableProvider table) {
    functionCalls.add(new CatalogTable(table));
    return List.of(FUNCTION_SCHEMA, Integer.toString(functionCalls.size() - 1), functionName);
  }

  /** The names of all columns of all tables the query was seen to use. */
  List<String> columnNames() {
    List<CatalogTable> used = new ArrayList<>(tables.values());
    used.addAll(functionCalls);
    return used.stream()
        .flatMap(table -> table.provider().schema().fields().stream())
        .map(field -> field.name())
        .distinct()
        .toList();
  }

  CalciteSchema rootSchema() {
    Schema root = new FoundSchema(this::topSchema, name -> null);
    return CalciteSchema.createRootSchema(false, false, "", root);
  }

  private @Nullable Schema topSchema(String name) {
    if (name.equals(FILE_SCHEMA)) {
      return new FoundSchema(none -> null, this::file);
    }
    if (name.equals(FUNCTION_SCHEMA)) {
      return new FoundSchema(
          number -> new FoundSchema(
              none -> null, function -> functionCalls.get(Integer.parseInt(number))),
          none -> null);
    }
    Optional<CatalogProvider> catalog = catalogs.catalog(name, names);
    return catalog.isEmpty()
        ? null
        : new FoundSchema(
            schema -> schema(catalog.get(), schema), table -> defaultTable(catalog.get(), table));
  }

  /** {@code catalog.table}. */
  private @Nullable Table defaultTable(CatalogProvider catalog, String table) {
    return catalog
        .schema(SessionNames.DEFAULT_SCHEMA)
        .map(schema -> table(catalog.name() + "." + SessionNames.DEFAULT_SCHEMA, schema, table))
        .orElse(null);
  }

  private @Nullable Schema schema(CatalogProvider catalog, String name) {
    Optional<SchemaProvider> schema = catalog.schema(name);
    return schema.isEmpty()
        ? null
        : new FoundSchema(
            none -> null, table -> table(catalog.name() + "." + name, schema.get(), table));
  }

  private @Nullable Table table(String path, SchemaProvider schema, String name) {
    return tables.computeIfAbsent(
        (path + "." + name).toLowerCase(Locale.ROOT),
        key -> schema.table(name).map(CatalogTable::new).orElse(null));
  }

  /** The table that a file, directory or pattern stands for. */
  Table file(String path) {
    return tables.computeIfAbsent(
        "'" + path, key -> new CatalogTable(catalogs.files(path, session)));
  }

  /** A schema that finds by name and lists nothing: there may be any number of tables. */
  private static final class FoundSchema extends AbstractSchema {
    private final Function<String, @Nullable Schema> schemas;
    private final Function<String, @Nullable Table> tables;

    FoundSchema(
        Function<String, @Nullable Schema> schemas, Function<String, @Nullable Table> tables) {
      this.schemas = schemas;
      this.tables = tables;
    }

    @Override
    public Lookup<Table> tables() {
      return new FindingLookup<>(tables);
    }

    @Override
    public Lookup<? extends Schema> subSchemas() {
      return new FindingLookup<>(schemas);
    }
  }

  private record FindingLookup<T>(Function<String, @Nullable T> find) implements Lookup<T> {
    @Override
    public @Nullable T get(String name) {
      return find.apply(name);
    }

    @Override
    public @Nullable Named<T> getIgnoreCase(String name) {
      T found = find.apply(name);
      return found == null ? null : new Named<>(name, found);
    }

    @Override
    public Set<String> getNames(LikePattern pattern) {
      return Set.of();
    }
  }
}
