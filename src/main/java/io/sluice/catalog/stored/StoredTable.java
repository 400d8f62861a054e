package io.sluice.catalog.stored;

import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.WritableTable;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A table of files as a statement found it. */
public final class StoredTable implements WritableTable {
  private final FileTable table;
  private final TableProvider rows;
  private final Optional<TableStatistics> analyzed;

  private record Version(Object rows, Optional<TableStatistics> analyzed) {}

  /**
   * @param analyzed what ANALYZE found, perhaps long ago
   */
  StoredTable(FileTable table, TableProvider rows, Optional<TableStatistics> analyzed) {
    this.table = table;
    this.rows = rows;
    this.analyzed = analyzed;
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

  /** What the files say now comes before what ANALYZE found, but for the number of different values, which files only bound. */
  @Override
  public TableStatistics statistics() {
    TableStatistics now = rows.statistics();
    if (analyzed.isEmpty()) {
      return now;
    }
    TableStatistics found = analyzed.get();
    List<ColumnStatistics> columns = new ArrayList<>();
    for (int i = 0; i < schema().size(); i++) {
      ColumnStatistics ofFiles = now.column(i);
      ColumnStatistics known = found.column(i);
      columns.add(new ColumnStatistics(
          known.distinctCount().isPresent() ? known.distinctCount() : ofFiles.distinctCount(),
          ofFiles.nullFraction().isPresent() ? ofFiles.nullFraction() : known.nullFraction(),
          ofFiles.min().or(known::min),
          ofFiles.max().or(known::max),
          known.histogram()));
    }
    return new TableStatistics(
        now.rowCount().isPresent() ? now.rowCount() : found.rowCount(), columns);
  }

  @Override
  public Optional<Object> version() {
    return rows.version().map(version -> new Version(version, analyzed));
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    return rows.scan(request);
  }
}
