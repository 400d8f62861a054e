package io.sluice.source.memory;

import io.sluice.column.RecordBatch;
import io.sluice.config.SessionOptions;
import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableStatistics;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.WritableTable;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Schema;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** One version of a table. Immutable, but for the index of keys, which belongs to the newest version. */
final class MemoryTable implements WritableTable {
  /** Fewer rows are not worth a partition of their own; small tables keep the order of their rows so. */
  private static final long MIN_ROWS_PER_PARTITION = 32_768;

  private final TableDefinition definition;
  private final Schema schema;
  private final TableRows rows;
  private final KeyIndex keys;

  private MemoryTable(TableDefinition definition, Schema schema, TableRows rows, KeyIndex keys) {
    this.definition = definition;
    this.schema = schema;
    this.rows = rows;
    this.keys = keys;
  }

  /**
   * A table with these rows.
   *
   * @throws io.sluice.error.SluiceException of code CONSTRAINT_VIOLATION when two have equal keys
   */
  static MemoryTable of(TableDefinition definition, TableRows rows) {
    KeyIndex keys = new KeyIndex(definition);
    keys.add(rows.batches());
    return new MemoryTable(definition, definition.schema(), rows, keys);
  }

  /**
   * The version behind this one, which is the newest. Called by one thread at a time.
   *
   * @param allRows with the added ones
   */
  MemoryTable with(TableRows allRows, List<RecordBatch> added) {
    keys.add(added);
    return new MemoryTable(definition, schema, allRows, keys);
  }

  /** Those of some rows that have other keys than this table's rows and than the rows before them. */
  List<RecordBatch> withoutKnown(List<RecordBatch> added, List<List<Integer>> checkedKeys) {
    return keys.withoutKnown(added, checkedKeys);
  }

  @Override
  public TableDefinition definition() {
    return definition;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  TableRows rows() {
    return rows;
  }

  @Override
  public TableStatistics statistics() {
    return new TableStatistics(
        OptionalDouble.of((double) rows.count()),
        Collections.nCopies(schema.size(), ColumnStatistics.UNKNOWN));
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    long useful = (rows.count() + MIN_ROWS_PER_PARTITION - 1) / MIN_ROWS_PER_PARTITION;
    long partitions =
        Math.max(1, Math.min(useful, request.config().get(SessionOptions.TARGET_PARTITIONS)));
    return new MemoryExec(
        definition.name(),
        schema.project(request.projectionArray()),
        rows.project(request.projectionArray()),
        (int) partitions,
        1,
        false);
  }
}
