package io.sluice.catalog;

import io.sluice.config.ConfigValues;
import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.Extensions;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TableProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what statements name in FROM: {@code catalog.schema.table}, {@code 'path/file.parquet'} and table functions. Names are compared without case.
 * Thread-safe; calls may block.
 */
public final class Catalogs {
  private final List<CatalogProvider> catalogs;
  private final List<TableFunction> tableFunctions;
  private final FileTables fileTables;

  public Catalogs(Extensions extensions, FileAccess fileAccess) {
    this.catalogs = extensions.catalogs();
    this.tableFunctions = extensions.tableFunctions();
    this.fileTables = new FileTables(extensions.fileFormats(), fileAccess);
  }

  /**
   * A table by its full name.
   *
   * @param path catalog, schema and table
   * @throws SluiceException of code TABLE_NOT_FOUND, with the nearest name where there is one
   */
  public TableProvider table(List<String> path) {
    if (path.size() != 3) {
      throw notFound(path, whyNoName(path));
    }
    CatalogProvider catalog = catalog(path.get(0)).orElseThrow(() -> noCatalog(path));
    SchemaProvider schema = catalog
        .schema(path.get(1))
        .orElseThrow(() -> notFound(
            path,
            "catalog '" + catalog.name() + "' has no schema '" + path.get(1) + "'"
                + NearestName.hint(path.get(1), catalog.schemaNames())));
    return schema
        .table(path.get(2))
        .orElseThrow(() -> notFound(
            path, NearestName.hint(path.get(2), schema.tableNames()).replaceFirst("^; ", "")));
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
  public Optional<CatalogProvider> catalog(String name) {
    return catalogs.stream()
        .filter(catalog -> catalog.name().equalsIgnoreCase(name))
        .findFirst();
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
