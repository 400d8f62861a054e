package io.sluice.catalog.stored;

import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableProvider;
import io.sluice.operator.scan.ValuesExec;
import io.sluice.type.Schema;
import java.io.IOException;
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
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of the catalog's tables. All methods block. Thread-safe.
 */
public final class CatalogFiles {
  private final FileOpener opener;
  private final Supplier<ConfigValues> settings;
  private final Optional<Path> directory;
  private final LongSupplier random;

  /**
   * @param settings with which files are opened, where a table's options do not say otherwise
   * @param directory of the files that belong to tables; empty when there can be none
   * @param random tells directories of one name apart
   */
  public CatalogFiles(
      FileOpener opener,
      Supplier<ConfigValues> settings,
      Optional<Path> directory,
      LongSupplier random) {
    this.opener = opener;
    this.settings = settings;
    this.directory = directory;
    this.random = random;
  }

  /** The rows of a table as they are now. */
  StoredTable open(FileTable table) {
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
    return new StoredTable(table, rows);
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

  /** Removes the files of a table that is gone, if they belong to it. */
  void remove(FileTable table) {
    if (!table.isManaged()) {
      return;
    }
    try {
      Files.walkFileTree(Path.of(table.location()), new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
            throws IOException {
          Files.deleteIfExists(file);
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
            throws IOException {
          Files.deleteIfExists(folder);
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw new SluiceException(
          ErrorCode.IO_ERROR,
          "Table '%s' is dropped, but its files in '%s' could not be removed: %s"
              .formatted(table.name(), table.location(), e),
          e);
    }
  }
}
