package io.sluice.extension.write;

import io.sluice.column.RecordBatch;
import io.sluice.config.ConfigValues;
import io.sluice.extension.SchemaProvider;
import java.util.List;
import java.util.Optional;

/**
 * A schema whose tables and views statements create, change and drop. Each method takes effect as a whole or, when it throws, not at all. Thread-safe; the
 * engine writes to one table in one call at a time. Called on a thread that may block.
 *
 * <p>Batches given to a method belong to the table from then on: nobody changes them. They have the types of the table's columns, and no NULL where a column
 * does not take it.
 */
public interface WritableSchema extends SchemaProvider {
  /**
   * Adds a table, in the place of one of the same name if there is one.
   *
   * @throws io.sluice.error.SluiceException when rows have equal keys, or the rows are more than the catalog takes
   */
  void create(TableDefinition table, List<RecordBatch> rows, ConfigValues settings);

  /** Adds rows to a table. Throws as {@link #create} does. */
  void append(String table, List<RecordBatch> rows, ConfigValues settings);

  /**
   * Adds the rows whose keys are new, and answers them. Throws as {@link #create} does.
   *
   * @param keys those of the table's keys by which a row is left out; of equal new rows the first is added
   */
  List<RecordBatch> appendNew(
      String table, List<RecordBatch> rows, List<List<Integer>> keys, ConfigValues settings);

  /**
   * Gives a table another definition, which may have another name, and columns of the same types in the same places. Throws as {@link #create} does, also when a column that is to take no
   * NULL has one.
   */
  void redefine(String table, TableDefinition definition, ConfigValues settings);

  /** Puts other rows in the place of all rows of a table. Throws as {@link #create} does. */
  void replaceRows(String table, List<RecordBatch> rows, ConfigValues settings);

  /** Removes a table; false when there is none. */
  boolean drop(String table);

  /** Adds a view, in the place of one of the same name if there is one. */
  void create(ViewDefinition view);

  List<String> viewNames();

  /** A view by name, compared without case. */
  Optional<ViewDefinition> view(String name);

  /** Adds a macro, in the place of one of the same name if there is one. */
  void create(MacroDefinition macro);

  List<String> macroNames();

  /** A macro by name, compared without case. */
  Optional<MacroDefinition> macro(String name);

  /** Removes a macro; false when there is none. */
  boolean dropMacro(String name);

  /** Removes a view; false when there is none. */
  boolean dropView(String name);
}
