package io.sluice.catalog.stored;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.extension.write.MacroDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.extension.write.WritableSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A schema of the {@link StoredCatalog}. Its tables are written by {@link #create(FileTable)} and files that the workers make; batches of the coordinator are not taken.
 *
 * @param name in lower case
 */
public record StoredSchema(StoredCatalog catalog, String name) implements WritableSchema {
  private static final String PARQUET = "parquet";

  public StoredSchema {
    name = name.toLowerCase(Locale.ROOT);
  }

  private ObjectKey relation(String relation) {
    return ObjectKey.of(ObjectKey.Kind.RELATION, name, relation);
  }

  @Override
  public List<String> tableNames() {
    return catalog
        .objects(ObjectKey.Kind.RELATION, name)
        .filter(FileTable.class::isInstance)
        .map(StoredObject::name)
        .toList();
  }

  @Override
  public Optional<TableProvider> table(String table) {
    return files(table).map(found -> catalog.files().open(found, statistics(found)));
  }

  private ObjectKey statisticsKey(String table) {
    return ObjectKey.of(ObjectKey.Kind.STATISTICS, name, table);
  }

  /** What ANALYZE found of a table, if its columns are the same since then. */
  private Optional<TableStatistics> statistics(FileTable table) {
    return catalog
        .object(statisticsKey(table.name()))
        .filter(StoredObject.Statistics.class::isInstance)
        .map(known -> ((StoredObject.Statistics) known).found())
        .filter(known -> known.columns().size() == table.schema().size());
  }

  /** Keeps what ANALYZE found of a table. */
  public void keep(String table, TableStatistics found) {
    catalog.change(
        statisticsKey(table), known -> Optional.of(new StoredObject.Statistics(table, found)));
  }

  private void forgetStatistics(String table) {
    if (catalog.object(statisticsKey(table)).isPresent()) {
      catalog.change(statisticsKey(table), known -> Optional.empty());
    }
  }

  /** Where the rows of a table stand. */
  public Optional<FileTable> files(String table) {
    return catalog
        .object(relation(table))
        .filter(FileTable.class::isInstance)
        .map(FileTable.class::cast);
  }

  /** A table that has its own files, in a directory that is not there yet. */
  public FileTable managed(TableDefinition table) {
    Path directory = catalog.files().newDirectory(name, table.name());
    return new FileTable(table, directory.toString(), PARQUET, List.of(), Map.of(), true, 0);
  }

  /** A table with a definition's columns and no rows, to take the place of one whose files are its own. */
  public FileTable rewritten(FileTable old, TableDefinition definition) {
    if (!old.isManaged()) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "Table '%s' is external: rows can be added to it, but not changed or removed"
              .formatted(old.name()));
    }
    return old.withDefinition(definition)
        .withLocation(catalog.files().newDirectory(name, old.name()).toString());
  }

  /** Adds a table of files, in the place of a table of the same name if there is one. */
  public void create(FileTable table) {
    catalog.change(relation(table.name()), known -> {
      known
          .filter(FileTable.class::isInstance)
          .map(FileTable.class::cast)
          .filter(old -> !old.location().equals(table.location()))
          .ifPresent(catalog.files()::retire);
      return Optional.of(table);
    });
    forgetStatistics(table.name());
  }

  /**
   * Lets rows that were added to a table count, while nobody else changes it.
   *
   * @param table as it was when the statement began; rows that others have added since then are no reason to fail unless the table has keys
   * @param publish gives the files their names
   * @throws SluiceException of code ALREADY_EXISTS when the table was changed or dropped meanwhile
   */
  public void append(FileTable table, Runnable publish) {
    catalog.change(relation(table.name()), known -> {
      FileTable now = known
          .filter(FileTable.class::isInstance)
          .map(FileTable.class::cast)
          .filter(found -> table.definition().keys().isEmpty()
              ? found.withRevision(0).equals(table.withRevision(0))
              : found.equals(table))
          .orElseThrow(() -> changed(table));
      publish.run();
      return Optional.of(now.withRevision(now.revision() + 1));
    });
  }

  /**
   * Puts a table into the place of what it was when the statement began, if nobody has changed it since then. Files that belonged to it alone are removed.
   *
   * @param publish gives the files their names
   * @throws SluiceException of code ALREADY_EXISTS when the table was changed or dropped meanwhile
   */
  public void replace(FileTable table, FileTable replacement, Runnable publish) {
    catalog.change(relation(table.name()), known -> {
      if (!known.equals(Optional.of(table))) {
        throw changed(table);
      }
      publish.run();
      return Optional.of(replacement.withRevision(table.revision() + 1));
    });
    if (!replacement.location().equals(table.location())) {
      catalog.files().retire(table);
    }
  }

  private static SluiceException changed(FileTable table) {
    return new SluiceException(
        ErrorCode.ALREADY_EXISTS,
        "Table '" + table.name() + "' was changed or dropped meanwhile; run the statement again");
  }

  @Override
  public void create(TableDefinition table, List<RecordBatch> rows, ConfigValues settings) {
    if (!rows.isEmpty()) {
      throw refusal();
    }
    create(managed(table));
  }

  private static SluiceException refusal() {
    return new SluiceException(
        ErrorCode.NOT_SUPPORTED,
        "A table of files takes no RETURNING and no INSERT OR IGNORE; a table of catalog 'memory' does");
  }

  @Override
  public void append(String table, List<RecordBatch> rows, ConfigValues settings) {
    throw refusal();
  }

  @Override
  public List<RecordBatch> appendNew(
      String table, List<RecordBatch> rows, List<List<Integer>> keys, ConfigValues settings) {
    throw refusal();
  }

  /** Of a definition whose columns are the same; others need the rows to be written anew. */
  @Override
  public void redefine(String table, TableDefinition definition, ConfigValues settings) {
    FileTable old = require(table);
    if (!definition.name().equals(old.name())) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "A table of catalog '%s' keeps its name; CREATE TABLE ... AS makes another"
              .formatted(StoredCatalog.NAME));
    }
    if (!definition.schema().equals(old.schema())) {
      throw refusal();
    }
    replace(old, old.withDefinition(definition), () -> {});
  }

  private FileTable require(String table) {
    return files(table)
        .orElseThrow(() -> new SluiceException(
            ErrorCode.TABLE_NOT_FOUND, "Table '" + table + "' was dropped meanwhile"));
  }

  /** Takes no rows; without any, all of the table go. */
  @Override
  public void replaceRows(String table, List<RecordBatch> rows, ConfigValues settings) {
    FileTable old = require(table);
    if (!rows.isEmpty() || !old.isManaged()) {
      throw refusal();
    }
    FileTable empty =
        old.withLocation(catalog.files().newDirectory(name, old.name()).toString());
    replace(old, empty, () -> {});
  }

  @Override
  public boolean drop(String table) {
    Optional<FileTable> dropped = files(table);
    dropped.ifPresent(gone -> {
      catalog.change(relation(table), known -> Optional.empty());
      forgetStatistics(table);
      catalog.files().retire(gone);
    });
    return dropped.isPresent();
  }

  void dropAll() {
    tableNames().forEach(this::drop);
    viewNames().forEach(this::dropView);
    macroNames().forEach(this::dropMacro);
  }

  @Override
  public void create(ViewDefinition view) {
    catalog.change(relation(view.name()), known -> Optional.of(new StoredObject.View(view)));
  }

  @Override
  public List<String> viewNames() {
    return catalog
        .objects(ObjectKey.Kind.RELATION, name)
        .filter(StoredObject.View.class::isInstance)
        .map(StoredObject::name)
        .toList();
  }

  @Override
  public Optional<ViewDefinition> view(String view) {
    return catalog
        .object(relation(view))
        .filter(StoredObject.View.class::isInstance)
        .map(found -> ((StoredObject.View) found).definition());
  }

  @Override
  public boolean dropView(String view) {
    boolean isThere = view(view).isPresent();
    if (isThere) {
      catalog.change(relation(view), known -> Optional.empty());
    }
    return isThere;
  }

  private ObjectKey macroKey(String macro) {
    return ObjectKey.of(ObjectKey.Kind.MACRO, name, macro);
  }

  @Override
  public void create(MacroDefinition macro) {
    catalog.change(macroKey(macro.name()), known -> Optional.of(new StoredObject.Macro(macro)));
  }

  @Override
  public List<String> macroNames() {
    return catalog.objects(ObjectKey.Kind.MACRO, name).map(StoredObject::name).toList();
  }

  @Override
  public Optional<MacroDefinition> macro(String macro) {
    return catalog.object(macroKey(macro)).map(found -> ((StoredObject.Macro) found).definition());
  }

  @Override
  public boolean dropMacro(String macro) {
    boolean isThere = macro(macro).isPresent();
    if (isThere) {
      catalog.change(macroKey(macro), known -> Optional.empty());
    }
    return isThere;
  }
}
