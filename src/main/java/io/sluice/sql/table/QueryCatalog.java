package io.sluice.sql.table;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TableProvider;
import io.sluice.extension.write.MacroDefinition;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.sql.parser.StatementParser;
import io.sluice.type.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * The tables one query can name, each found once: {@code catalog.schema.table} and what a session may leave out of it, files as {@code "$file"."path"}, and bound table functions as
 * {@code "$function"."number"."name"}. Belongs to the planning of one query.
 */
public final class QueryCatalog {
  /** The grammar writes {@code FROM 'path'} as a name of two parts that begins with this. */
  private static final String FILE_SCHEMA = "$file";

  private static final int MAX_VIEW_DEPTH = 50;
  private static final String FUNCTION_SCHEMA = "$function";

  private final CatalogReads catalogs;
  private final SessionNames names;
  private final ConfigValues session;
  private final Map<String, CatalogTable> tables;
  private final ViewExpansion expansion;
  private final int depth;
  private final List<CatalogTable> functionCalls = new ArrayList<>();

  /** Makes the plan of a view's query. */
  public interface ViewExpansion {
    /**
     * The plan.
     *
     * @param viewCatalog the tables that the view can name
     */
    RelNode expand(ViewDefinition view, QueryCatalog viewCatalog);
  }

  /**
   * Makes the tables that a query can name.
   *
   * @param catalogs asked for what the query names
   * @param names how its names are completed
   */
  public QueryCatalog(
      CatalogReads catalogs, SessionNames names, ConfigValues session, ViewExpansion expansion) {
    this(catalogs, names, session, new HashMap<>(), expansion, 0);
  }

  private QueryCatalog(
      CatalogReads catalogs,
      SessionNames names,
      ConfigValues session,
      Map<String, CatalogTable> tables,
      ViewExpansion expansion,
      int depth) {
    this.catalogs = catalogs;
    this.names = names;
    this.session = session;
    this.tables = tables;
    this.expansion = expansion;
    this.depth = depth;
  }

  /** The same tables for another query, which expands its views itself. */
  public QueryCatalog withExpansion(ViewExpansion other) {
    return new QueryCatalog(catalogs, names, session, tables, other, depth);
  }

  private QueryCatalog ofView(ViewDefinition view, boolean isTemporary) {
    if (depth == MAX_VIEW_DEPTH) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "More than " + MAX_VIEW_DEPTH + " views name each other");
    }
    SessionNames own =
        new SessionNames(view.path(), isTemporary ? names.temporary() : Optional.empty());
    return new QueryCatalog(catalogs, own, session, tables, expansion, depth + 1);
  }

  /** For messages and for what no plan depends on. */
  public Catalogs catalogs() {
    return catalogs.catalogs();
  }

  /** A macro by the name a call gives it, or empty when there is none. */
  public Optional<MacroDefinition> macro(List<String> name) {
    return catalogs.macro(name, names);
  }

  /** How names of the query are completed. */
  public SessionNames names() {
    return names;
  }

  /** The table that a call of a table function stands for. */
  TableProvider bind(TableFunction function, List<Literal> arguments) {
    return catalogs.bind(function, arguments);
  }

  /**
   * Adds the table that a call of a table function stands for.
   *
   * @param name as written
   */
  List<String> addFunctionCall(String name, TableProvider table) {
    functionCalls.add(new CatalogTable(table));
    return List.of(FUNCTION_SCHEMA, Integer.toString(functionCalls.size() - 1), name);
  }

  /** The names of all columns of all tables the query was seen to use. */
  public List<String> columnNames() {
    List<CatalogTable> used = new ArrayList<>(tables.values());
    used.addAll(functionCalls);
    return used.stream()
        .flatMap(table -> table.provider().schema().fields().stream())
        .map(field -> field.name())
        .distinct()
        .toList();
  }

  /** Finds the tables for validator and optimiser. */
  public CalciteCatalogReader reader(RelDataTypeFactory types, CalciteConnectionConfig config) {
    Schema root = new FoundSchema(this::topSchema, name -> null);
    return new SearchPathReader(
        CalciteSchema.createRootSchema(false, false, "", root), names.searchPath(), types, config);
  }

  /**
   * Opens the file that a name stands for, if it is one of a file.
   *
   * @throws SluiceException with the position of the name
   */
  public void openFile(SqlIdentifier name) {
    if (name.names.size() == 2 && name.names.get(0).equals(FILE_SCHEMA)) {
      try {
        file(name.names.get(1));
      } catch (SluiceException e) {
        throw e.at(StatementParser.position(name.getParserPosition()));
      }
    }
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
    return catalogs
        .schema(catalog, SessionNames.DEFAULT_SCHEMA, names)
        .map(schema -> table(schema, table))
        .orElse(null);
  }

  private @Nullable Schema schema(CatalogProvider catalog, String name) {
    return catalogs
        .schema(catalog, name, names)
        .map(schema -> new FoundSchema(none -> null, table -> table(schema, table)))
        .orElse(null);
  }

  private @Nullable Table table(CatalogReads.NamedSchema schema, String name) {
    Table found = tables.computeIfAbsent(
        (String.join(".", schema.path()) + "." + name).toLowerCase(Locale.ROOT),
        key -> schema.table(name).map(CatalogTable::new).orElse(null));
    return found == null ? schema.view(name).map(view -> view(schema, view)).orElse(null) : found;
  }

  private Table view(CatalogReads.NamedSchema schema, ViewDefinition view) {
    boolean isTemporary = schema.path().get(0).equals(SessionNames.TEMPORARY);
    return new ViewTable(view, named -> expansion.expand(named, ofView(named, isTemporary)));
  }

  /** The table that a file, directory or pattern stands for. */
  private Table file(String path) {
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
