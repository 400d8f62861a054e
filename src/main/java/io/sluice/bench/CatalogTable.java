package io.sluice.bench;

import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.Extensions;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableProvider;
import io.sluice.plan.ExecutionPlan;
import io.sluice.plan.Poll;
import io.sluice.plan.RecordBatchStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** A table that a catalog of the engine generates, read a partition at a time. */
record CatalogTable(String name, ExecutionPlan scan, ConfigValues config)
    implements GeneratedTable {
  private static final double ROWS_PER_PART = 1_000_000;

  /**
   * The tables of a schema.
   *
   * @throws SluiceException of code INVALID_ARGUMENT when there is no such schema
   */
  static List<GeneratedTable> of(String catalogName, String schemaName) {
    Extensions extensions = Extensions.discover(List.of());
    ConfigValues config = extensions.sessionDefaults();
    SchemaProvider schema = extensions.catalogs().stream()
        .filter(catalog -> catalog.name().equals(catalogName))
        .findFirst()
        .flatMap((CatalogProvider catalog) -> catalog.schema(schemaName))
        .orElseThrow(() -> new SluiceException(
            ErrorCode.INVALID_ARGUMENT, "%s has no scale '%s'".formatted(catalogName, schemaName)));
    return schema.tableNames().stream()
        .map(table -> of(table, schema.table(table).orElseThrow(), config))
        .toList();
  }

  private static GeneratedTable of(String name, TableProvider table, ConfigValues config) {
    long parts = (long) Math.ceil(table.statistics().rowCount().orElse(1) / ROWS_PER_PART);
    ConfigValues partitioned = config.with(SessionOptions.TARGET_PARTITIONS, Math.max(1, parts));
    List<Integer> columns = IntStream.range(0, table.schema().size()).boxed().toList();
    ExecutionPlan scan =
        table.scan(new ScanRequest(columns, List.of(), OptionalLong.empty(), partitioned));
    return new CatalogTable(name, scan, partitioned);
  }

  @Override
  public int partCount() {
    return scan.partitionCount();
  }

  @Override
  public void generate(int part, PartSink sink) {
    sink.begin(scan.schema());
    try (RecordBatchStream stream = scan.execute(part, new GenerationContext(config))) {
      Poll poll = stream.poll();
      while (!(poll instanceof Poll.End)) {
        if (poll instanceof Poll.Ready ready) {
          sink.add(ready.batch());
        } else if (poll instanceof Poll.Pending pending) {
          await(pending);
        }
        poll = stream.poll();
      }
    }
  }

  private static void await(Poll.Pending pending) {
    try {
      pending.whenReady().toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      // The next poll throws the cause.
    }
  }
}
