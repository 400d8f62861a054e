package io.sluice.source.parquet;

import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.FileFormat;
import io.sluice.extension.TableProvider;
import io.sluice.source.file.FileIdentity;
import io.sluice.source.file.FileStores;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens Parquet files: the first one says which columns there are, the others must have them too, by name. */
final class ParquetFormat implements FileFormat {
  private final FileStores stores;

  private final FooterCache cache = new FooterCache();

  /** Reads files of the machine. */
  ParquetFormat() {
    this(FileStores.LOCAL);
  }

  ParquetFormat(FileStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "Parquet";
  }

  @Override
  public List<String> extensions() {
    return List.of("parquet", "parq", "pq");
  }

  @Override
  public TableProvider open(List<String> files, ConfigValues config) {
    boolean readsBinaryAsText = config.get(ParquetConfig.BINARY_AS_TEXT);
    cache.resize(config.get(ParquetConfig.FOOTER_CACHE_BYTES));
    List<FileIdentity> identities = stores.describe(files);
    return cache.table(identities, readsBinaryAsText, () -> open(identities, readsBinaryAsText));
  }

  /** A table for all files that agree in their columns. */
  @Override
  public List<TableProvider> open(List<String> files, Schema columns, ConfigValues config) {
    boolean readsBinaryAsText = config.get(ParquetConfig.BINARY_AS_TEXT);
    cache.resize(config.get(ParquetConfig.FOOTER_CACHE_BYTES));
    Map<List<String>, List<String>> alike = new LinkedHashMap<>();
    for (String file : files) {
      List<String> own =
          FileSchema.columns(cache.footer(stores.describe(file)), readsBinaryAsText).stream()
              .map(column -> column.field().name() + " " + typeName(column))
              .toList();
      alike.computeIfAbsent(own, key -> new ArrayList<>()).add(file);
    }
    return alike.values().stream().map(group -> open(group, config)).toList();
  }

  private ParquetTable open(List<FileIdentity> files, boolean readsBinaryAsText) {
    List<ParquetTable.FileColumns> opened = new ArrayList<>(files.size());
    List<Field> fields = new ArrayList<>();
    for (FileIdentity file : files) {
      ParquetFooter footer = cache.footer(file);
      List<ParquetColumn> columns = FileSchema.columns(footer, readsBinaryAsText);
      if (opened.isEmpty()) {
        columns.forEach(column -> fields.add(column.field()));
        opened.add(new ParquetTable.FileColumns(footer, columns));
      } else {
        opened.add(
            new ParquetTable.FileColumns(footer, aligned(columns, fields, opened.get(0), footer)));
      }
    }
    return new ParquetTable(new Schema(fields), opened);
  }

  /** The columns of a later file in the order of the table. Fields become nullable where this file's are. */
  private static List<ParquetColumn> aligned(
      List<ParquetColumn> columns,
      List<Field> fields,
      ParquetTable.FileColumns first,
      ParquetFooter footer) {
    List<ParquetColumn> aligned = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      ParquetColumn column = find(columns, field.name())
          .orElseThrow(() -> disagreement(field, first.footer(), "is missing in", footer));
      boolean agrees = column.field().type().equals(field.type())
          && column.unsupportedType().equals(first.columns().get(i).unsupportedType());
      if (!agrees) {
        throw disagreement(
            field,
            footer,
            "has type %s instead of %s as in"
                .formatted(typeName(column), typeName(first.columns().get(i))),
            first.footer());
      }
      fields.set(i, field.withNullable(field.nullable() || column.field().nullable()));
      aligned.add(column);
    }
    return aligned;
  }

  private static String typeName(ParquetColumn column) {
    return column.isSupported() ? column.field().type().toString() : column.unsupportedType();
  }

  private static Optional<ParquetColumn> find(List<ParquetColumn> columns, String name) {
    Optional<ParquetColumn> exact =
        columns.stream().filter(column -> column.field().name().equals(name)).findFirst();
    return exact.isPresent()
        ? exact
        : columns.stream()
            .filter(column -> column.field().name().equalsIgnoreCase(name))
            .findFirst();
  }

  private static SluiceException disagreement(
      Field field, ParquetFooter footer, String what, ParquetFooter other) {
    return new SluiceException(
        ErrorCode.INVALID_FILE,
        "Files of one table must agree: column '%s' of '%s' %s '%s'"
            .formatted(field.name(), footer.file().path(), what, other.file().path()));
  }
}
