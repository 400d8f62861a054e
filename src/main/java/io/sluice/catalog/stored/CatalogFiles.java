package io.sluice.catalog.stored;

import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the catalog's tables. All methods block. Thread-safe.
 */
public final class CatalogFiles {
  private static final long LEFTOVER_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final FileOpener opener;
  private final Supplier<ConfigValues> settings;
  private final Optional<Path> directory;
  private final Retention retention;
  private final LongSupplier random;

  /**
   * @param settings with which files are opened, where a table's options do not say otherwise
   * @param directory of the files that belong to tables; empty when there can be none
   * @param retention of the files of tables that are gone
   * @param random tells directories of one name apart
   */
  public CatalogFiles(
      FileOpener opener,
      Supplier<ConfigValues> settings,
      Optional<Path> directory,
      Retention retention,
      LongSupplier random) {
    this.opener = opener;
    this.settings = settings;
    this.directory = directory;
    this.retention = retention;
    this.random = random;
  }

  /**
   * The rows of a table as they are now.
   *
   * @param analyzed what ANALYZE found
   */
  StoredTable open(FileTable table, Optional<TableStatistics> analyzed) {
    Schema schema = table.schema();
    int fileColumns = schema.size() - table.partitionColumns().size();
    TableProvider rows = opener
        .open(
            table.location(),
            table.format(),
            new Schema(schema.fields().subList(0, fileColumns)),
            schema.fields().subList(fileColumns, schema.size()),
            settings(table.format(), table.options()))
        .orElseGet(() -> new EmptyTable(schema));
    return new StoredTable(table, rows, analyzed);
  }

  /** A table before its first file. */
  private record EmptyTable(Schema schema) implements TableProvider {
    @Override
    public Optional<Object> version() {
      return Optional.of(this);
    }

    @Override
    public io.sluice.plan.ExecutionPlan scan(io.sluice.extension.ScanRequest request) {
      return new ValuesExec(schema.project(request.projectionArray()), List.of());
    }
  }

  /**
   * The columns of files that are there.
   *
   * @throws SluiceException of code TABLE_NOT_FOUND when there are none
   */
  public Schema schema(String location, String format, Map<String, String> options) {
    return opener
        .open(location, format, settings(format, options))
        .orElseThrow(() -> new SluiceException(
            ErrorCode.TABLE_NOT_FOUND,
            "No file '" + location
                + "' found; a table without files needs its columns in brackets"))
        .schema();
  }

  /** The settings with those options of a table that are settings of its format: {@code delimiter} is {@code csv.delimiter}. */
  private ConfigValues settings(String format, Map<String, String> options) {
    ConfigValues with = settings.get();
    for (Map.Entry<String, String> option : options.entrySet()) {
      String name = option.getKey().contains(".")
          ? option.getKey()
          : format.toLowerCase(Locale.ROOT) + "." + option.getKey();
      with = with.with(name, option.getValue());
    }
    return with;
  }

  /**
   * A new directory for the files of a table; it is not made.
   *
   * @throws SluiceException of code NOT_SUPPORTED when tables have no files of their own here
   */
  public Path newDirectory(String schema, String table) {
    return directory
        .orElseThrow(() -> new SluiceException(
            ErrorCode.NOT_SUPPORTED,
            "Catalog '" + StoredCatalog.NAME
                + "' keeps no rows: no directory is configured for them (catalog.directory)"))
        .resolve(plain(schema))
        .resolve(plain(table) + "-" + Long.toHexString(random.getAsLong()));
  }

  /** A name with nothing but letters, digits and underscores of ASCII. */
  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    return plain.substring(0, Math.min(plain.length(), 80));
  }

  /**
   * Removes what statements have left behind that were cut off: directories that no table has, and in which nothing was written for an hour.
   *
   * @param tables all tables of the catalog
   * @param nowMillis the time
   */
  void removeLeftovers(List<FileTable> tables, long nowMillis) {
    if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
      return;
    }
    Set<Path> known =
        tables.stream().map(table -> Path.of(table.location())).collect(Collectors.toSet());
    try (Stream<Path> found =
        Files.find(directory.get(), 2, (path, attributes) -> attributes.isDirectory())) {
      for (Path path : found.toList()) {
        boolean isTable = path.getNameCount() == directory.get().getNameCount() + 2;
        if (isTable && !known.contains(path) && lastWritten(path) < nowMillis - LEFTOVER_MILLIS) {
          remove(path);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw failure("look through", directory.get(), e);
    }
  }

  private static long lastWritten(Path folder) throws IOException {
    try (Stream<Path> content = Files.walk(folder)) {
      return content.mapToLong(path -> path.toFile().lastModified()).max().orElse(Long.MAX_VALUE);
    }
  }

  /** The files of a table that is gone are removed, if they belong to it, when the queries that may read them are over; and now those whose time has come. */
  void retire(FileTable table) {
    if (table.isManaged()) {
      retention.add(Path.of(table.location()));
    }
    retention.due().forEach(CatalogFiles::remove);
  }

  private static void remove(Path folder) {
    try {
      Files.walkFileTree(folder, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
            throws IOException {
          Files.deleteIfExists(file);
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
            throws IOException {
          Files.deleteIfExists(visited);
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw failure("remove", folder, e);
    }
  }

  private static SluiceException failure(String what, Path folder, Exception cause) {
    return new SluiceException(
        ErrorCode.IO_ERROR,
        "Cannot %s folder '%s' of the catalog: %s".formatted(what, folder, cause),
        cause);
  }
}
