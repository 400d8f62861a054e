package io.sluice.source.csv;

import io.sluice.config.SessionOptions;
import io.sluice.extension.FilesTable;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** CSV files that agree in their columns, as one table. */
final class CsvTable implements FilesTable {
  private final Schema schema;
  private final List<FileColumns> files;
  private final double rowCount;

  /**
   * A file, and for each column of the table its field in the file.
   */
  record FileColumns(CsvFile file, List<Integer> fields) {}

  private record Version(Schema schema, List<FileColumns> files) {}

  /**
   * @param rowCount an estimate, which follows from the files
   */
  CsvTable(Schema schema, List<FileColumns> files, double rowCount) {
    this.schema = schema;
    this.files = List.copyOf(files);
    this.rowCount = rowCount;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public TableStatistics statistics() {
    return new TableStatistics(OptionalDouble.of(rowCount), List.of());
  }

  @Override
  public Optional<Object> version() {
    return Optional.of(new Version(schema, files));
  }

  @Override
  public List<String> paths() {
    return files.stream().map(file -> file.file().file().path()).toList();
  }

  @Override
  public TableProvider ofFiles(List<Integer> places) {
    return new CsvTable(
        schema, places.stream().map(files::get).toList(), rowCount * places.size() / files.size());
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    List<CsvSplit> splits = new ArrayList<>(files.size());
    for (FileColumns file : files) {
      List<Integer> fields =
          request.projection().stream().map(column -> file.fields().get(column)).toList();
      splits.add(new CsvSplit(file.file(), fields));
    }
    int target = request.config().getInt(SessionOptions.TARGET_PARTITIONS);
    return CsvExec.of(
        schema.project(request.projectionArray()), splits, Math.min(target, splits.size()));
  }
}
