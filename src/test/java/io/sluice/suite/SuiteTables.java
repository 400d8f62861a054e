package io.sluice.suite;

import io.sluice.column.RecordBatch;
import io.sluice.coordinator.QueryResult;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.testing.ReferenceDatabase;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** The tables of a suite as Parquet files that the reference database writes, and as its views. Files that are there already are used again. */
record SuiteTables(ReferenceDatabase reference, Path directory) {
  /** Writes the tables of a generated schema, for instance of {@code tpch."sf0.01"}. */
  void generate(EmbeddedEngine engine, String schema, List<String> tables) {
    for (String table : tables) {
      write(table, () -> copy(engine, "SELECT * FROM " + schema + "." + table, table));
    }
  }

  /**
   * Makes a view of a file, which is written first unless it exists.
   *
   * @param create makes a table of that name in the reference database
   */
  void write(String table, Runnable create) {
    Path file = directory.resolve(table + ".parquet");
    if (!Files.exists(file)) {
      create.run();
      Path unfinished = directory.resolve(table + ".unfinished");
      reference.run(
          "COPY %s TO '%s' (FORMAT parquet, ROW_GROUP_SIZE 20000)".formatted(table, unfinished));
      reference.run("DROP TABLE " + table);
      try {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    reference.run("CREATE TABLE %s AS SELECT * FROM '%s'".formatted(table, file));
  }

  private void copy(EmbeddedEngine engine, String query, String table) {
    QueryResult result = EmbeddedEngine.await(engine.session().execute(query, List.of()));
    Schema schema = result.schema();
    reference.run("CREATE TABLE %s (%s)".formatted(table, columns(schema)));
    try (DuckDBAppender appender = reference.appender(table)) {
      Optional<RecordBatch> batch = EmbeddedEngine.await(result.next());
      while (batch.isPresent()) {
        append(appender, schema, batch.get());
        batch = EmbeddedEngine.await(result.next());
      }
    } catch (SQLException e) {
      throw new IllegalStateException(table, e);
    } finally {
      EmbeddedEngine.await(result.close());
    }
  }

  private static String columns(Schema schema) {
    return schema.fields().stream()
        .map(field -> field.name() + " " + field.type())
        .collect(Collectors.joining(", "));
  }

  private static void append(DuckDBAppender appender, Schema schema, RecordBatch batch)
      throws SQLException {
    for (List<@Nullable Object> row : batch.rows()) {
      appender.beginRow();
      for (int column = 0; column < row.size(); column++) {
        append(appender, schema.field(column), row.get(column));
      }
      appender.endRow();
    }
  }

  private static void append(DuckDBAppender appender, Field field, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (value instanceof Integer number) {
      if (field.type().equals(DataType.DATE)) {
        appender.append(LocalDate.ofEpochDay(number));
      } else {
        appender.append(number.intValue());
      }
    } else if (value instanceof Long number) {
      appender.append(number.longValue());
    } else if (value instanceof BigDecimal number) {
      appender.append(number);
    } else {
      appender.append((String) value);
    }
  }
}
