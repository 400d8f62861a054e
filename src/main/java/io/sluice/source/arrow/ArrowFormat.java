package io.sluice.source.arrow;

import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.FileFormat;
import io.sluice.extension.TableProvider;
import io.sluice.source.arrow.ArrowTable.FileColumns;
import io.sluice.source.arrow.read.ArrowContents;
import io.sluice.source.arrow.read.ArrowField;
import io.sluice.source.arrow.read.ReadLimits;
import io.sluice.source.file.FileStores;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens Arrow files: the first one says which columns there are, the others must have them too, by name. Whether a file has a footer or is a stream is told by its
 * first bytes, whatever its name.
 */
final class ArrowFormat implements FileFormat {
  private final FileStores stores;

  ArrowFormat(FileStores stores) {
    this.stores = stores;
  }

  @Override
  public String name() {
    return "Arrow";
  }

  @Override
  public List<String> extensions() {
    return List.of("arrow", "arrows", "feather", "ipc");
  }

  @Override
  public TableProvider open(List<String> files, ConfigValues config) {
    ReadLimits limits = ArrowConfig.limits(config);
    return together(
        files.stream()
            .map(file -> ArrowContents.read(stores.describe(file), limits))
            .toList(),
        config);
  }

  /** A table for all files that agree in their columns. */
  @Override
  public List<TableProvider> open(List<String> files, Schema columns, ConfigValues config) {
    ReadLimits limits = ArrowConfig.limits(config);
    Map<List<String>, List<ArrowContents>> alike = new LinkedHashMap<>();
    for (String file : files) {
      ArrowContents contents = ArrowContents.read(stores.describe(file), limits);
      List<String> own = contents.fields().stream()
          .map(field -> field.name() + " " + typeName(field))
          .toList();
      alike.computeIfAbsent(own, key -> new ArrayList<>()).add(contents);
    }
    List<TableProvider> tables = new ArrayList<>();
    alike.values().forEach(group -> tables.add(together(group, config)));
    return tables;
  }

  private static ArrowTable together(List<ArrowContents> files, ConfigValues config) {
    ReadLimits limits = ArrowConfig.limits(config);
    int maxCounted = config.getInt(ArrowConfig.MAX_COUNTED_BATCHES);
    List<FileColumns> opened = new ArrayList<>(files.size());
    List<Field> fields = new ArrayList<>();
    for (ArrowContents contents : files) {
      List<Integer> columns = new ArrayList<>();
      if (opened.isEmpty()) {
        for (ArrowField field : contents.fields()) {
          columns.add(columns.size());
          fields.add(new Field(field.name(), field.type(), field.nullable()));
        }
      } else {
        columns = aligned(contents, fields, opened.get(0));
      }
      opened.add(new FileColumns(contents, columns, contents.rowCount(maxCounted, limits)));
    }
    return new ArrowTable(new Schema(fields), opened);
  }

  /** The places of the table's columns in a later file. Fields become nullable where this file's are. */
  private static List<Integer> aligned(
      ArrowContents contents, List<Field> fields, FileColumns first) {
    List<Integer> columns = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      int index = find(contents.fields(), field.name());
      if (index < 0) {
        throw disagreement(field, first.contents(), "is missing in", contents);
      }
      ArrowField found = contents.fields().get(index);
      ArrowField expected = first.field(i);
      boolean agrees = found.type().equals(expected.type())
          && found.unsupportedType().equals(expected.unsupportedType());
      if (!agrees) {
        throw disagreement(
            field,
            contents,
            "has type %s instead of %s as in".formatted(typeName(found), typeName(expected)),
            first.contents());
      }
      fields.set(i, field.withNullable(field.nullable() || found.nullable()));
      columns.add(index);
    }
    return columns;
  }

  private static String typeName(ArrowField field) {
    return field.isSupported() ? field.type().toString() : field.unsupportedType();
  }

  /** The place of a column, best by its exact name; -1 when there is none. */
  private static int find(List<ArrowField> fields, String name) {
    int found = -1;
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        found = i;
      }
    }
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (fields.get(i).name().equals(name)) {
        found = i;
      }
    }
    return found;
  }

  private static SluiceException disagreement(
      Field field, ArrowContents contents, String what, ArrowContents other) {
    return new SluiceException(
        ErrorCode.INVALID_FILE,
        "Files of one table must agree: column '%s' of '%s' %s '%s'"
            .formatted(field.name(), contents.file().path(), what, other.file().path()));
  }
}
