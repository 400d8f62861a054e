package io.sluice.source.arrow;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.plan.ExecutionPlan;
import io.sluice.source.ScanTask;
import io.sluice.source.file.FileStores;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads Arrow files as a query does. */
final class ArrowScans {
  private ArrowScans() {}

  static TableProvider open(Path... files) {
    return new ArrowFormat(FileStores.LOCAL)
        .open(Stream.of(files).map(Path::toString).toList(), ConfigValues.of(SessionOptions.ALL));
  }

  /** A scan of all columns. */
  static ArrowExec scan(TableProvider table, int partitions) {
    return scan(table, IntStream.range(0, table.schema().size()).boxed().toList(), partitions);
  }

  static ArrowExec scan(TableProvider table, List<Integer> projection, int partitions) {
    ConfigValues config = ConfigValues.of(SessionOptions.ALL)
        .with(SessionOptions.TARGET_PARTITIONS, (long) partitions);
    ExecutionPlan plan =
        table.scan(new ScanRequest(projection, List.of(), OptionalLong.empty(), config));
    return (ArrowExec) plan;
  }

  /** All rows, in the order of the file. */
  static List<List<Object>> rows(Path file) {
    return ScanTask.rows(scan(open(file), 1), 1000, 1);
  }
}
