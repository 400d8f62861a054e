package io.sluice.bench;

import io.sluice.column.RecordBatch;
import io.sluice.config.Clock;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.source.parquet.write.ParquetWriteOptions;
import io.sluice.source.parquet.write.ParquetWriter;
import io.sluice.type.Schema;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a suite as Parquet files, a folder a table. A folder appears under its name when all of its files are complete; one that is there is used as it is.
 *
 * @param folder of the suite in its size
 */
record SuiteFiles(Path folder) {
  private static final int PATIENCE_SECONDS = 60;

  /** Where files are kept when nobody says where: {@code sluice/bench} in the user's cache. */
  static Path defaultFolder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path home = cache == null || cache.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(cache);
    return home.resolve("sluice").resolve("bench");
  }

  /** The statement that makes a view of a table's files, for the engine and for DuckDB. */
  String createView(String table) {
    String files = folder.resolve(table).toAbsolutePath() + "/*.parquet";
    return "CREATE VIEW %s AS SELECT * FROM '%s'".formatted(table, files.replace("'", "''"));
  }

  /** Makes the tables that are not there; blocking. Several processes may do so at once. */
  void generate(List<GeneratedTable> tables, int threads, PrintWriter progress) {
    List<GeneratedTable> missing = tables.stream()
        .filter(table -> !Files.isDirectory(folder.resolve(table.name())))
        .toList();
    if (missing.isEmpty()) {
      return;
    }
    progress.println("Generating tables in " + folder + " ...");
    progress.flush();
    long start = Clock.SYSTEM.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(threads, work -> {
      Thread thread = new Thread(work, "sluice-generate");
      thread.setDaemon(true);
      return thread;
    });
    try {
      generate(missing, pool);
    } finally {
      end(pool);
      missing.forEach(table -> remove(unfinished(table)));
    }
    progress.printf(Locale.ROOT, "Generated in %.1f s%n", (Clock.SYSTEM.nanoTime() - start) / 1e9);
    progress.flush();
  }

  /** Waits until nothing is written any more. */
  private static void end(ExecutorService pool) {
    pool.shutdownNow();
    try {
      pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the files of a table stand until all are complete. */
  private Path unfinished(GeneratedTable table) {
    return folder.resolve("." + table.name() + "." + ProcessHandle.current().pid() + ".unfinished");
  }

  private void generate(List<GeneratedTable> tables, ExecutorService pool) {
    List<List<Future<?>>> parts = new ArrayList<>();
    for (GeneratedTable table : tables) {
      Path unfinished = createFolder(unfinished(table));
      List<Future<?>> tableParts = new ArrayList<>();
      for (int part = 0; part < table.partCount(); part++) {
        int number = part;
        Path file = unfinished.resolve("part-%05d.parquet".formatted(part));
        tableParts.add(pool.submit(() -> write(table, number, file)));
      }
      parts.add(tableParts);
    }
    for (int i = 0; i < tables.size(); i++) {
      parts.get(i).forEach(SuiteFiles::await);
      publish(unfinished(tables.get(i)), folder.resolve(tables.get(i).name()));
    }
  }

  private static Path createFolder(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw failure("create", path, e);
    }
  }

  private static void await(Future<?> part) {
    try {
      part.get();
    } catch (ExecutionException e) {
      throw SluiceException.of(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SluiceException(ErrorCode.CANCELLED, "Generating tables was interrupted");
    }
  }

  private static void write(GeneratedTable table, int part, Path file) {
    try (FileSink sink = new FileSink(file)) {
      table.generate(part, sink);
      sink.finish();
    }
  }

  private static void publish(Path unfinished, Path complete) {
    try {
      Files.move(unfinished, complete, StandardCopyOption.ATOMIC_MOVE);
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      // Another process was faster, with the same rows.
    } catch (IOException e) {
      throw failure("create", complete, e);
    }
  }

  /** Removes a folder of files, if it is there. */
  private static void remove(Path path) {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (var files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(path);
    } catch (IOException e) {
      throw failure("remove", path, e);
    }
  }

  private static SluiceException failure(String what, Path path, IOException cause) {
    return new SluiceException(
        ErrorCode.IO_ERROR,
        "Cannot %s '%s': %s: %s"
            .formatted(what, path, cause.getClass().getSimpleName(), cause.getMessage()),
        cause);
  }

  /** One file that is being written. */
  private static final class FileSink implements GeneratedTable.PartSink, AutoCloseable {
    private final Path file;
    private @Nullable ParquetWriter writer;

    FileSink(Path file) {
      this.file = file;
    }

    @Override
    public void begin(Schema schema) {
      writer = ParquetWriter.create(file, schema, ParquetWriteOptions.DEFAULT);
    }

    private ParquetWriter writer() {
      ParquetWriter begun = writer;
      if (begun == null) {
        throw new IllegalStateException("begin() comes first");
      }
      return begun;
    }

    @Override
    public void add(RecordBatch batch) {
      writer().write(batch);
    }

    void finish() {
      writer().finish();
    }

    @Override
    public void close() {
      if (writer != null) {
        writer.close();
      }
    }
  }
}
