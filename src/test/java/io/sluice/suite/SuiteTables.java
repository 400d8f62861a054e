package io.sluice.suite;

import io.sluice.column.RecordBatch;
import io.sluice.coordinator.QueryResult;
import io.sluice.source.parquet.write.ParquetWriteOptions;
import io.sluice.source.parquet.write.ParquetWriter;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The tables of a suite as Parquet files, and copies of them in the reference database. Files that are there already are used again. */
record SuiteTables(ReferenceDatabase reference, Path directory) {
  private static final ParquetWriteOptions OPTIONS =
      ParquetWriteOptions.DEFAULT.withRowGroupRows(20_000);

  /** Writes the tables of a generated schema, for instance of {@code tpch."sf0.01"}. */
  void generate(EmbeddedEngine engine, String schema, List<String> tables) {
    for (String table : tables) {
      write(engine, "SELECT * FROM " + schema + "." + table, table);
    }
  }

  /** Writes the rows of the last statement, unless there is a file of the table. */
  void write(EmbeddedEngine engine, String statements, String table) {
    Path file = directory.resolve(table + ".parquet");
    if (!Files.exists(file)) {
      QueryResult result = EmbeddedEngine.await(engine.session().execute(statements, List.of()));
      try (ParquetWriter writer = ParquetWriter.create(file, result.schema(), OPTIONS)) {
        Optional<RecordBatch> batch = EmbeddedEngine.await(result.next());
        while (batch.isPresent()) {
          writer.write(batch.get());
          batch = EmbeddedEngine.await(result.next());
        }
        writer.finish();
      } finally {
        EmbeddedEngine.await(result.close());
      }
    }
    reference.run("CREATE TABLE %s AS SELECT * FROM '%s'".formatted(table, file));
  }
}
