package io.sluice.suite;

import io.sluice.config.ConfigValues;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.Extension;
import io.sluice.extension.FileFormat;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableProvider;
import io.sluice.source.parquet.ParquetExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Brings the catalog {@code suite}: its one schema {@code files} has a table for every Parquet file of a directory. */
final class ParquetCatalog implements Extension, CatalogProvider, SchemaProvider {
  private static final String ENDING = ".parquet";

  private final FileFormat format;
  private final ConfigValues config;
  private final Path directory;
  private final Map<String, TableProvider> tables = new ConcurrentHashMap<>();

  ParquetCatalog(Path directory) {
    ParquetExtension parquet = new ParquetExtension();
    this.format = parquet.fileFormats().get(0);
    this.config = ConfigValues.of(parquet.configExtensions().stream()
        .flatMap(part -> part.options().stream())
        .toList());
    this.directory = directory;
  }

  @Override
  public String name() {
    return "suite";
  }

  @Override
  public List<CatalogProvider> catalogs() {
    return List.of(this);
  }

  @Override
  public List<String> schemaNames() {
    return List.of("files");
  }

  @Override
  public Optional<SchemaProvider> schema(String schemaName) {
    return schemaName.equalsIgnoreCase("files") ? Optional.of(this) : Optional.empty();
  }

  @Override
  public List<String> tableNames() {
    return List.of();
  }

  @Override
  public Optional<TableProvider> table(String tableName) {
    Path file = directory.resolve(tableName + ENDING);
    return Files.exists(file)
        ? Optional.of(
            tables.computeIfAbsent(tableName, key -> format.open(List.of(file.toString()), config)))
        : Optional.empty();
  }
}
