package io.sluice.catalog;

import io.sluice.catalog.stored.CatalogFiles;
import io.sluice.catalog.stored.Retention;
import io.sluice.catalog.stored.StoredCatalog;
import io.sluice.catalog.stored.StoredSchema;
import io.sluice.config.ConfigValues;
import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.Extensions;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TableProvider;
import io.sluice.extension.file.FileWriterFormat;
import io.sluice.extension.write.MacroDefinition;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.extension.write.WritableCatalog;
import io.sluice.extension.write.WritableSchema;
import io.sluice.function.FunctionRegistry;
import io.sluice.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Finds what statements name in FROM: {@code catalog.schema.table}, {@code 'path/file.parquet'} and table functions. Names are compared without case.
 * Thread-safe; calls may block.
 */
public final class Catalogs {
  private final List<CatalogProvider> extensionCatalogs;
  private final List<CatalogProvider> catalogs;
  private final Optional<StoredCatalog> stored;
  private final List<TableFunction> tableFunctions;
  private final FunctionRegistry functions;
  private final boolean keepsRows;
  private final FileTables fileTables;
  private final CatalogFiles files;
  private final List<FileWriterFormat> fileWriterFormats;

  /** Catalogs of which nothing outlives the process. */
  public Catalogs(Extensions extensions, FileAccess fileAccess) {
    this(extensions, fileAccess, CatalogStorage.NONE);
  }

  /**
   * The catalogs of extensions, and one that is kept.
   *
   * @param storage where definitions and rows of tables are kept
   */
  public Catalogs(Extensions extensions, FileAccess fileAccess, CatalogStorage storage) {
    this.extensionCatalogs = extensions.catalogs();
    this.keepsRows = storage.directory().isPresent();
    this.tableFunctions = extensions.tableFunctions();
    this.functions = FunctionRegistry.of(extensions);
    this.fileTables = new FileTables(extensions.fileFormats(), extensions.fileStores(), fileAccess);
    this.fileWriterFormats = extensions.fileWriterFormats();
    ConfigValues settings = extensions.sessionDefaults();
    this.files = new CatalogFiles(
        fileTables,
        () -> settings,
        storage.directory(),
        new Retention(storage.clock(), storage.retentionMillis()),
        storage.random()::nextLong);
    this.stored =
        firstWritable().map(temporaries -> new StoredCatalog(files, temporaries, storage.store()));
    this.catalogs = new ArrayList<>(extensionCatalogs);
    this.stored.ifPresent(catalogs::add);
    checkNames();
  }

  private void checkNames() {
    Set<String> taken = new HashSet<>(Set.of(SessionNames.TEMPORARY));
    for (CatalogProvider catalog : catalogs) {
      if (!taken.add(catalog.name().toLowerCase(Locale.ROOT))) {
        throw new SluiceException(
            ErrorCode.INVALID_OPTION,
            "There are two catalogs '%s'; call the database or the extension's catalog otherwise"
                .formatted(catalog.name()));
      }
    }
  }

  /**
   * A table by the name a statement gives it.
   *
   * @throws SluiceException of code TABLE_NOT_FOUND, with the nearest name where there is one
   */
  public TableProvider table(List<String> path, SessionNames names) {
    return find(path, names).orElseThrow(() -> whyNoTable(path, names));
  }

  /** A table by the name a statement gives it, or empty when there is none. */
  public Optional<TableProvider> find(List<String> path, SessionNames names) {
    return search(path, names, SchemaProvider::table);
  }

  /** A view by the name a statement gives it, or empty when there is none. */
  public Optional<ViewDefinition> findView(List<String> path, SessionNames names) {
    return search(
        path,
        names,
        (schema, name) ->
            schema instanceof WritableSchema writable ? writable.view(name) : Optional.empty());
  }

  /** A macro by the name a call gives it, or empty when there is none. */
  public Optional<MacroDefinition> findMacro(List<String> path, SessionNames names) {
    return search(
        path,
        names,
        (schema, name) ->
            schema instanceof WritableSchema writable ? writable.macro(name) : Optional.empty());
  }

  /** The macros that a call finds without a schema: the session's own, then those of the current schema. */
  public List<MacroDefinition> macros(SessionNames names) {
    List<MacroDefinition> all = new ArrayList<>();
    for (List<String> path : names.searchPath()) {
      Optional<SchemaProvider> schema = path.size() < 2
          ? Optional.empty()
          : catalog(path.get(0), names).flatMap(catalog -> schema(catalog, path.get(1), names));
      if (schema.isPresent() && schema.get() instanceof WritableSchema writable) {
        writable.macroNames().forEach(name -> writable.macro(name).ifPresent(all::add));
      }
    }
    return all;
  }

  private <T> Optional<T> search(
      List<String> path,
      SessionNames names,
      BiFunction<SchemaProvider, String, Optional<T>> lookup) {
    for (List<String> start : names.searchPath()) {
      List<String> whole = new ArrayList<>(start);
      whole.addAll(path);
      Optional<T> found = schemaOf(whole, names)
          .flatMap(schema -> lookup.apply(schema, whole.get(whole.size() - 1)));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The schema in a whole name; {@code catalog.table} is one of the schema {@code main}. */
  private Optional<SchemaProvider> schemaOf(List<String> path, SessionNames names) {
    if (path.size() < 2 || path.size() > 3) {
      return Optional.empty();
    }
    String schema = path.size() == 2 ? SessionNames.DEFAULT_SCHEMA : path.get(1);
    return catalog(path.get(0), names).flatMap(catalog -> schema(catalog, schema, names));
  }

  /** A schema of a catalog; each has an {@code information_schema}. */
  public Optional<SchemaProvider> schema(CatalogProvider catalog, String name, SessionNames names) {
    return name.equalsIgnoreCase(InformationSchema.NAME)
        ? Optional.of(new InformationSchema(all(names)))
        : catalog.schema(name);
  }

  /** All catalogs a session sees. */
  public List<CatalogProvider> all(SessionNames names) {
    List<CatalogProvider> all = new ArrayList<>(catalogs);
    names.temporary().ifPresent(all::add);
    return all;
  }

  /**
   * Catalog and schema of a schema's name: {@code catalog.schema}, a schema of the current catalog, or a catalog with a schema {@code main}.
   *
   * @throws SluiceException of code TABLE_NOT_FOUND
   */
  public List<String> schemaPath(List<String> name, SessionNames names) {
    List<List<String>> candidates = new ArrayList<>();
    if (name.size() == 2) {
      candidates.add(name);
    } else if (name.size() == 1) {
      if (!names.path().isEmpty()) {
        candidates.add(List.of(names.path().get(0), name.get(0)));
      }
      candidates.add(List.of(name.get(0), SessionNames.DEFAULT_SCHEMA));
    }
    for (List<String> path : candidates) {
      Optional<CatalogProvider> catalog = catalog(path.get(0), names);
      if (catalog.flatMap(found -> schema(found, path.get(1), names)).isPresent()) {
        return List.of(catalog.get().name(), path.get(1));
      }
    }
    throw new SluiceException(
        ErrorCode.TABLE_NOT_FOUND, "Schema '" + String.join(".", name) + "' not found");
  }

  private SluiceException whyNoTable(List<String> path, SessionNames names) {
    String last = path.get(path.size() - 1);
    if (path.size() == 3) {
      CatalogProvider catalog = catalog(path.get(0), names).orElseThrow(() -> noCatalog(path));
      SchemaProvider schema = catalog
          .schema(path.get(1))
          .orElseThrow(() -> notFound(
              path,
              "catalog '" + catalog.name() + "' has no schema '" + path.get(1) + "'"
                  + NearestName.hint(path.get(1), catalog.schemaNames())));
      return notFound(path, NearestName.hint(last, schema.tableNames()).replaceFirst("^; ", ""));
    }
    String near = NearestName.find(last, tablesBeside(path, names));
    return notFound(path, near == null ? whyNoName(path) : "did you mean '" + near + "'?");
  }

  /** The tables of the schemas in which a name that is not whole was looked up. */
  private List<String> tablesBeside(List<String> path, SessionNames names) {
    List<String> tables = new ArrayList<>();
    for (List<String> start : names.searchPath()) {
      List<String> whole = new ArrayList<>(start);
      whole.addAll(path);
      if (whole.size() == 3) {
        catalog(whole.get(0), names)
            .flatMap(catalog -> catalog.schema(whole.get(1)))
            .ifPresent(schema -> tables.addAll(schema.tableNames()));
      }
    }
    return tables;
  }

  /**
   * Where a statement that creates, changes or drops {@code path} writes to.
   *
   * @throws SluiceException of code NOT_SUPPORTED for a catalog that does not take writes, TABLE_NOT_FOUND for a schema that is not there
   */
  public WriteTarget writeTarget(List<String> path, SessionNames names) {
    List<String> whole = new ArrayList<>(names.path());
    if (path.size() == 2
        && catalog(path.get(0), names).isPresent()
        && (whole.isEmpty() || !hasSchema(whole.get(0), path.get(0), names))) {
      whole = new ArrayList<>(List.of(path.get(0), SessionNames.DEFAULT_SCHEMA, path.get(1)));
    } else {
      whole =
          new ArrayList<>(whole.subList(0, Math.min(whole.size(), Math.max(0, 3 - path.size()))));
      whole.addAll(path);
    }
    if (whole.size() != 3) {
      throw new SluiceException(
          ErrorCode.TABLE_NOT_FOUND,
          "'" + String.join(".", path) + "' is no table's name; it is catalog.schema.table");
    }
    CatalogProvider catalog = catalog(whole.get(0), names).orElseThrow(() -> noCatalog(path));
    String schemaName = whole.get(1);
    SchemaProvider schema = catalog
        .schema(schemaName)
        .orElseThrow(() -> new SluiceException(
            ErrorCode.TABLE_NOT_FOUND,
            "Catalog '" + catalog.name() + "' has no schema '" + schemaName + "'"
                + NearestName.hint(schemaName, catalog.schemaNames())));
    if (!(schema instanceof WritableSchema writable)) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "Catalog '" + catalog.name() + "' does not take writes; tables are created in 'memory'");
    }
    return new WriteTarget(catalog.name(), schemaName, writable, whole.get(2));
  }

  /**
   * Where a statement creates what only the catalog that outlives the process can hold: there, unless the name says another place.
   *
   * @throws SluiceException as {@link #writeTarget} does, of code NOT_SUPPORTED also for another catalog
   */
  public WriteTarget storedTarget(List<String> path, SessionNames names) {
    boolean isElsewhere = names.path().isEmpty() || !names.path().get(0).equals(StoredCatalog.NAME);
    List<String> whole = path.size() == 1 && isElsewhere
        ? List.of(StoredCatalog.NAME, StoredCatalog.DEFAULT_SCHEMA, path.get(0))
        : path;
    WriteTarget target = writeTarget(whole, names);
    if (!(target.schema() instanceof StoredSchema)) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "Catalog '" + target.catalog() + "' does not hold external tables; '" + StoredCatalog.NAME
              + "' does");
    }
    return target;
  }

  /** Where the table or view of a name is that statements see, if it can be written to; else where it would be created. */
  public WriteTarget existingTarget(List<String> path, SessionNames names) {
    if (path.size() == 1 && names.temporary().isPresent()) {
      WriteTarget temporary = writeTarget(
          List.of(SessionNames.TEMPORARY, SessionNames.DEFAULT_SCHEMA, path.get(0)), names);
      if (temporary.schema().table(path.get(0)).isPresent()
          || temporary.schema().view(path.get(0)).isPresent()) {
        return temporary;
      }
    }
    WriteTarget target = writeTarget(path, names);
    if (path.size() == 1
        && !isThere(target)
        && stored.isPresent()
        && !target.catalog().equals(StoredCatalog.NAME)) {
      WriteTarget kept = writeTarget(
          List.of(StoredCatalog.NAME, StoredCatalog.DEFAULT_SCHEMA, path.get(0)), names);
      return isThere(kept) ? kept : target;
    }
    return target;
  }

  private static boolean isThere(WriteTarget target) {
    return target.schema().table(target.name()).isPresent()
        || target.schema().view(target.name()).isPresent();
  }

  private boolean hasSchema(String catalog, String schema, SessionNames names) {
    return catalog(catalog, names).flatMap(found -> found.schema(schema)).isPresent();
  }

  /**
   * The table that files make together.
   *
   * @param pattern a file, a directory or a path with {@code *}, {@code ?}, {@code **} or {@code {a,b}} in it
   * @throws SluiceException of code TABLE_NOT_FOUND when there is no such file, of code NOT_SUPPORTED for an ending that no format knows
   */
  public TableProvider files(String pattern, ConfigValues config) {
    return fileTables.open(pattern, config);
  }

  /**
   * The name of a format in lower case: that of a name such as {@code NDJSON}, or of the ending of files.
   *
   * @throws SluiceException of code NOT_SUPPORTED when there is none
   */
  public String fileFormat(Optional<String> name, String location) {
    return fileTables.format(name, location);
  }

  /**
   * The columns of files that are there.
   *
   * @param options of the format
   * @throws SluiceException of code TABLE_NOT_FOUND when there are none
   */
  public Schema columnsOfFiles(String location, String format, Map<String, String> options) {
    return files.schema(location, format, options);
  }

  /**
   * The absolute path that a statement writes to.
   *
   * @throws SluiceException of code INVALID_ARGUMENT where this server does not read and write files
   */
  public Path fileTarget(String path) {
    return fileTables.target(path);
  }

  /** The formats in which files are written. */
  public List<FileWriterFormat> fileWriterFormats() {
    return fileWriterFormats;
  }

  public FunctionRegistry functions() {
    return functions;
  }

  public Optional<TableFunction> tableFunction(String name) {
    return tableFunctions.stream()
        .filter(function -> function.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** The names of all table functions, in the order of registration. */
  public List<String> tableFunctionNames() {
    return tableFunctions.stream().map(TableFunction::name).toList();
  }

  /** A catalog by name. */
  public Optional<CatalogProvider> catalog(String name, SessionNames names) {
    if (name.equalsIgnoreCase(SessionNames.TEMPORARY)) {
      return names.temporary().map(catalog -> catalog);
    }
    return catalogs.stream()
        .filter(catalog -> catalog.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private Optional<WritableCatalog> firstWritable() {
    return extensionCatalogs.stream()
        .filter(WritableCatalog.class::isInstance)
        .map(WritableCatalog.class::cast)
        .findFirst();
  }

  /** The catalog that outlives the process; empty without a catalog that can hold a session's own tables. */
  public Optional<StoredCatalog> stored() {
    return stored;
  }

  /** What a new session sees: the catalog that outlives the process where it keeps rows, else the first that takes writes; and an empty one of its own. */
  public SessionNames newSession() {
    return firstWritable()
        .map(writable -> new SessionNames(
            List.of(keepsRows ? StoredCatalog.NAME : writable.name(), SessionNames.DEFAULT_SCHEMA),
            Optional.of(writable.newTemporary(SessionNames.TEMPORARY))))
        .orElse(SessionNames.NONE);
  }

  private SluiceException noCatalog(List<String> path) {
    List<String> names = catalogs.stream().map(CatalogProvider::name).toList();
    return notFound(
        path, "there is no catalog '" + path.get(0) + "'" + NearestName.hint(path.get(0), names));
  }

  private String whyNoName(List<String> path) {
    if (path.size() > 3) {
      return "a table's name is catalog.schema.table";
    }
    String last = path.get(path.size() - 1);
    if (path.size() == 1 && tableFunction(last).isPresent()) {
      return "'" + last + "' is a table function; write " + last + "(...)";
    }
    List<String> whole = new ArrayList<>();
    List<String> schemas = new ArrayList<>();
    catalogs.forEach(catalog -> schemas.addAll(catalog.schemaNames()));
    if (path.size() == 2
        && schemas.stream().noneMatch(path.get(0)::equalsIgnoreCase)
        && catalogs.stream().noneMatch(catalog -> catalog.name().equalsIgnoreCase(path.get(0)))) {
      return "there is no schema '" + path.get(0) + "'" + NearestName.hint(path.get(0), schemas);
    }
    for (CatalogProvider catalog : catalogs) {
      for (String schemaName : catalog.schemaNames()) {
        if (path.size() == 2 && !schemaName.equalsIgnoreCase(path.get(0))) {
          continue;
        }
        Optional<SchemaProvider> schema = catalog.schema(schemaName);
        if (schema.isPresent() && schema.get().table(last).isPresent()) {
          whole.add(catalog.name() + "." + schemaName + "." + last);
        }
      }
    }
    return whole.isEmpty()
        ? "a table's name is catalog.schema.table, and a file is written 'path/file.parquet'"
        : "did you mean " + whole.get(0) + "?";
  }

  private static SluiceException notFound(List<String> path, String reason) {
    String message = "Table '" + String.join(".", path) + "' not found";
    return new SluiceException(
        ErrorCode.TABLE_NOT_FOUND, reason.isEmpty() ? message : message + "; " + reason);
  }
}
