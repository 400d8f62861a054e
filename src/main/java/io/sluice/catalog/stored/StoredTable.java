package io.sluice.catalog.stored;

import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.WritableTable;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Schema;
import java.util.Optional;

/** A table of files as a statement found it. */
public final class StoredTable implements WritableTable {
  private final FileTable table;
  private final TableProvider rows;

  StoredTable(FileTable table, TableProvider rows) {
    this.table = table;
    this.rows = rows;
  }

  /** Where the rows stand. */
  public FileTable files() {
    return table;
  }

  @Override
  public TableDefinition definition() {
    return table.definition();
  }

  @Override
  public Schema schema() {
    return rows.schema();
  }

  @Override
  public TableStatistics statistics() {
    return rows.statistics();
  }

  @Override
  public Optional<Object> version() {
    return rows.version();
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    return rows.scan(request);
  }
}
