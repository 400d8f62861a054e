package io.sluice.source.memory;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableProvider;
import io.sluice.extension.write.MacroDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.extension.write.WritableSchema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tables and views by name. Thread-safe; a table that was found stays as it was. */
final class MemorySchema implements WritableSchema {
  private final String name;
  private final AtomicLong catalogBytes;
  // Guarded by this.
  private final Map<String, MemoryTable> tables = new TreeMap<>();
  private final Map<String, ViewDefinition> views = new TreeMap<>();
  private final Map<String, MacroDefinition> macros = new TreeMap<>();

  /**
   * @param catalogBytes what the tables of all schemas of the catalog take
   */
  MemorySchema(String name, AtomicLong catalogBytes) {
    this.name = name;
    this.catalogBytes = catalogBytes;
  }

  String name() {
    return name;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public synchronized List<String> tableNames() {
    return tables.values().stream().map(table -> table.definition().name()).toList();
  }

  @Override
  public synchronized Optional<TableProvider> table(String table) {
    return Optional.ofNullable(tables.get(key(table)));
  }

  @Override
  public synchronized void create(
      TableDefinition table, List<RecordBatch> rows, ConfigValues settings) {
    MemoryTable old = tables.get(key(table.name()));
    TableRows added = TableRows.of(table.schema(), rows);
    put(old, added, settings, () -> MemoryTable.of(table, added));
  }

  @Override
  public synchronized void append(String table, List<RecordBatch> rows, ConfigValues settings) {
    MemoryTable old = require(table);
    TableRows all = old.rows().with(rows);
    put(old, all, settings, () -> old.with(all, rows));
  }

  @Override
  public synchronized List<RecordBatch> appendNew(
      String table, List<RecordBatch> rows, List<List<Integer>> keys, ConfigValues settings) {
    List<RecordBatch> fresh = require(table).withoutKnown(rows, keys);
    append(table, fresh, settings);
    return fresh;
  }

  @Override
  public synchronized void redefine(
      String table, TableDefinition definition, ConfigValues settings) {
    MemoryTable old = require(table);
    TableRows rows = old.rows().withSchema(definition.schema());
    rows.checkNulls(definition.name());
    put(old, rows, settings, () -> MemoryTable.of(definition, rows));
    if (!key(table).equals(key(definition.name()))) {
      tables.remove(key(table));
    }
  }

  @Override
  public synchronized void replaceRows(
      String table, List<RecordBatch> rows, ConfigValues settings) {
    MemoryTable old = require(table);
    TableRows others = TableRows.of(old.schema(), rows);
    put(old, others, settings, () -> MemoryTable.of(old.definition(), others));
  }

  private MemoryTable require(String table) {
    MemoryTable found = tables.get(key(table));
    if (found == null) {
      throw new SluiceException(
          ErrorCode.TABLE_NOT_FOUND, "Table '" + table + "' was dropped meanwhile");
    }
    return found;
  }

  /** Takes the bytes first, then checks the keys, then shows the table. */
  private void put(
      @Nullable MemoryTable old,
      TableRows rows,
      ConfigValues settings,
      Supplier<MemoryTable> newVersion) {
    long added = rows.bytes() - (old == null ? 0 : old.rows().bytes());
    long limit = settings.get(MemoryConfig.MAX_BYTES);
    long total = catalogBytes.addAndGet(added);
    try {
      if (added > 0 && total > limit) {
        throw new SluiceException(
            ErrorCode.MEMORY_LIMIT,
            "The rows do not fit: tables in memory would take %d bytes, and option 'memory.max_bytes' allows %d"
                .formatted(total, limit));
      }
      MemoryTable table = newVersion.get();
      tables.put(key(table.definition().name()), table);
    } catch (RuntimeException e) {
      catalogBytes.addAndGet(-added);
      throw e;
    }
  }

  @Override
  public synchronized boolean drop(String table) {
    MemoryTable dropped = tables.remove(key(table));
    if (dropped != null) {
      catalogBytes.addAndGet(-dropped.rows().bytes());
    }
    return dropped != null;
  }

  synchronized void dropAll() {
    tables.values().forEach(table -> catalogBytes.addAndGet(-table.rows().bytes()));
    tables.clear();
    views.clear();
    macros.clear();
  }

  @Override
  public synchronized void create(ViewDefinition view) {
    views.put(key(view.name()), view);
  }

  @Override
  public synchronized List<String> viewNames() {
    return views.values().stream().map(ViewDefinition::name).toList();
  }

  @Override
  public synchronized Optional<ViewDefinition> view(String view) {
    return Optional.ofNullable(views.get(key(view)));
  }

  @Override
  public synchronized void create(MacroDefinition macro) {
    macros.put(key(macro.name()), macro);
  }

  @Override
  public synchronized List<String> macroNames() {
    return macros.values().stream().map(MacroDefinition::name).toList();
  }

  @Override
  public synchronized Optional<MacroDefinition> macro(String macro) {
    return Optional.ofNullable(macros.get(key(macro)));
  }

  @Override
  public synchronized boolean dropMacro(String macro) {
    return macros.remove(key(macro)) != null;
  }

  @Override
  public synchronized boolean dropView(String view) {
    return views.remove(key(view)) != null;
  }
}
