package io.sluice.source.arrow;

import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.FilesTable;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.arrow.read.ArrowBlock;
import io.sluice.source.arrow.read.ArrowContents;
import io.sluice.source.arrow.read.ArrowField;
import io.sluice.source.file.FileIdentity;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Arrow files that agree in their columns, as one table. Immutable. */
final class ArrowTable implements FilesTable {
  private final Schema schema;
  private final List<FileColumns> files;

  private record Version(Schema schema, List<FileIdentity> files) {}

  /**
   * A file and the places of the table's columns in it.
   *
   * @param rowCount an estimate when its batches were not all counted
   */
  record FileColumns(ArrowContents contents, List<Integer> columns, double rowCount) {
    FileColumns {
      columns = List.copyOf(columns);
    }

    ArrowField field(int column) {
      return contents.fields().get(columns.get(column));
    }
  }

  ArrowTable(Schema schema, List<FileColumns> files) {
    this.schema = schema;
    this.files = List.copyOf(files);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public TableStatistics statistics() {
    return new TableStatistics(
        OptionalDouble.of(files.stream().mapToDouble(FileColumns::rowCount).sum()), List.of());
  }

  @Override
  public Optional<Object> version() {
    return Optional.of(
        new Version(schema, files.stream().map(file -> file.contents().file()).toList()));
  }

  @Override
  public List<String> paths() {
    return files.stream().map(file -> file.contents().file().path()).toList();
  }

  @Override
  public TableProvider ofFiles(List<Integer> places) {
    return new ArrowTable(schema, places.stream().map(files::get).toList());
  }

  @Override
  public ExecutionPlan scan(ScanRequest request) {
    List<ArrowSplit> splits = new ArrayList<>();
    for (FileColumns file : files) {
      addSplits(splits, file, request.projection());
    }
    int target = request.config().getInt(SessionOptions.TARGET_PARTITIONS);
    return ArrowExec.of(
        schema.project(request.projectionArray()),
        splits,
        Math.max(1, Math.min(target, splits.size())));
  }

  private static void addSplits(
      List<ArrowSplit> splits, FileColumns file, List<Integer> projection) {
    ArrowContents contents = file.contents();
    List<Integer> columns = new ArrayList<>(projection.size());
    for (int column : projection) {
      checkSupported(contents, file.field(column));
      columns.add(file.columns().get(column));
    }
    ArrowFile scanned = new ArrowFile(contents.file(), contents.isStream(), columns);
    double share = (double) columns.size() / Math.max(contents.fields().size(), 1);
    if (contents.isStream()) {
      long size = contents.file().size();
      splits.add(new ArrowSplit(scanned, new ArrowBlock(0, 0, size), (long) (size * share)));
    } else {
      for (ArrowBlock block : contents.batches()) {
        splits.add(new ArrowSplit(
            scanned, block, block.metadataBytes() + (long) (block.bodyBytes() * share)));
      }
    }
  }

  private static void checkSupported(ArrowContents contents, ArrowField field) {
    if (!field.isSupported()) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED,
          "Column '%s' of file '%s' has type %s, which cannot be read; leave the column out"
              .formatted(field.name(), contents.file().path(), field.unsupportedType()));
    }
  }
}
