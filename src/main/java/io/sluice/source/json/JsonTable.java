package io.sluice.source.json;

import io.sluice.config.ConfigValues;
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

/** JSON files as one table. */
final class JsonTable implements FilesTable {
  /** Of one file. */
  private static final long MAX_SPLITS = 10_000;

  private final Schema schema;
  private final JsonRecords records;
  private final List<JsonFile> files;
  private final double rowCount;

  private record Version(Schema schema, JsonRecords records, List<JsonFile> files) {}

  /**
   * @param rowCount an estimate, which follows from the files
   */
  JsonTable(Schema schema, JsonRecords records, List<JsonFile> files, double rowCount) {
    this.schema = schema;
    this.records = records;
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
    return Optional.of(new Version(schema, records, files));
  }

  @Override
  public List<String> paths() {
    return files.stream().map(file -> file.file().path()).toList();
  }

  @Override
  public TableProvider ofFiles(List<Integer> places) {
    return new JsonTable(
        schema,
        records,
        places.stream().map(files::get).toList(),
        rowCount * places.size() / files.size());
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    List<JsonSplit> splits = splits(request.config());
    int target = request.config().getInt(SessionOptions.TARGET_PARTITIONS);
    return JsonExec.of(
        schema.project(request.projectionArray()),
        records,
        request.projection(),
        splits,
        Math.min(target, splits.size()));
  }

  private List<JsonSplit> splits(ConfigValues config) {
    List<JsonSplit> splits = new ArrayList<>();
    for (JsonFile file : files) {
      long size = file.file().size();
      long splitBytes = Math.max(config.get(JsonConfig.SPLIT_BYTES), size / MAX_SPLITS + 1);
      boolean isDivisible = !file.isCompressed() && file.layout() == JsonLayout.NEWLINE_DELIMITED;
      long count = isDivisible ? Math.max(1, (size + splitBytes - 1) / splitBytes) : 1;
      for (long i = 0; i < count; i++) {
        splits.add(
            new JsonSplit(file, i * splitBytes, i + 1 == count ? size : (i + 1) * splitBytes));
      }
    }
    return splits;
  }
}
