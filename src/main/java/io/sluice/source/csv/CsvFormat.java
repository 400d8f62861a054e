package io.sluice.source.csv;

import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.FileFormat;
import io.sluice.extension.TableProvider;
import io.sluice.source.file.TextTypes;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import io.sluice.type.TypeKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens CSV files: the first one says which columns there are, the others must have them too, by name if they have headers and by place otherwise. A
 * column's type is one that the samples of all files fit.
 */
final class CsvFormat implements FileFormat {
  /** How much longer the text of a compressed file may be. */
  private static final double EXPECTED_COMPRESSION = 4;

  @Override
  public String name() {
    return "CSV";
  }

  @Override
  public List<String> extensions() {
    return List.of("csv", "tsv", "csv.gz", "tsv.gz");
  }

  @Override
  public TableProvider open(List<Path> files, ConfigValues config) {
    List<CsvSniffer.Result> found =
        files.stream().map(path -> CsvSniffer.sniff(path, config)).toList();
    CsvSniffer.Result first = found.get(0);
    List<CsvTable.FileColumns> opened = new ArrayList<>(files.size());
    List<Optional<DataType>> types = new ArrayList<>(first.types());
    double rowCount = 0;
    for (CsvSniffer.Result file : found) {
      List<Integer> fields = fields(first, file);
      for (int i = 0; i < types.size(); i++) {
        types.set(i, common(types.get(i), file.types().get(fields.get(i))));
      }
      opened.add(new CsvTable.FileColumns(file.file(), fields));
      rowCount += estimatedRows(file);
    }
    List<Field> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(new Field(first.names().get(i), types.get(i).orElse(DataType.VARCHAR), true));
    }
    return new CsvTable(new Schema(columns), opened, rowCount);
  }

  /** Files with names in their first record have the columns of these names; those without have the first columns in their order. A table for all files with the same names. */
  @Override
  public List<TableProvider> open(List<Path> files, Schema columns, ConfigValues config) {
    Map<List<String>, List<CsvSniffer.Result>> alike = new LinkedHashMap<>();
    for (Path path : files) {
      CsvSniffer.Result found = CsvSniffer.sniff(path, config);
      List<String> names = found.file().hasHeader()
          ? found.names()
          : columns.fields().stream()
              .map(Field::name)
              .limit(found.names().size())
              .toList();
      alike.computeIfAbsent(names, key -> new ArrayList<>()).add(found);
    }
    List<TableProvider> tables = new ArrayList<>();
    alike.forEach((names, found) -> tables.add(table(names, found, columns)));
    return tables;
  }

  private static CsvTable table(List<String> names, List<CsvSniffer.Result> found, Schema columns) {
    List<Field> known = new ArrayList<>();
    List<Integer> fields = new ArrayList<>();
    for (Field column : columns.fields()) {
      int field = indexOf(names, column.name());
      if (field >= 0) {
        known.add(new Field(column.name(), flat(TextTypes.readable(column.type())), true));
        fields.add(field);
      }
    }
    return new CsvTable(
        new Schema(known),
        found.stream()
            .map(file -> new CsvTable.FileColumns(file.file(), fields))
            .toList(),
        found.stream().mapToDouble(CsvFormat::estimatedRows).sum());
  }

  /** A field of CSV is no array and no object. */
  private static DataType flat(DataType type) {
    return type.isNested() ? DataType.VARCHAR : type;
  }

  private static List<Integer> fields(CsvSniffer.Result first, CsvSniffer.Result found) {
    List<Integer> fields = new ArrayList<>(first.names().size());
    List<String> names = found.names();
    for (int i = 0; i < first.names().size(); i++) {
      String name = first.names().get(i);
      int field = found.file().hasHeader() && first.file().hasHeader() ? indexOf(names, name) : i;
      if (field < 0 || field >= names.size()) {
        throw new SluiceException(
            ErrorCode.INVALID_FILE,
            "Files of one table must agree: column '%s' of '%s' is missing in '%s'"
                .formatted(name, first.file().file().path(), found.file().file().path()));
      }
      fields.add(field);
    }
    return fields;
  }

  private static int indexOf(List<String> names, String name) {
    int exact = names.indexOf(name);
    if (exact >= 0) {
      return exact;
    }
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** A type that the values of both have. */
  /** What holds the values of both; a file without values has no say. */
  private static Optional<DataType> common(Optional<DataType> left, Optional<DataType> right) {
    return left.isPresent() && right.isPresent()
        ? Optional.of(common(left.get(), right.get()))
        : left.or(() -> right);
  }

  private static DataType common(DataType left, DataType right) {
    if (left.equals(right)) {
      return left;
    }
    boolean areNumbers = left.isNumeric() && right.isNumeric();
    boolean areTimes = isTime(left) && isTime(right);
    return areNumbers ? DataType.DOUBLE : areTimes ? DataType.TIMESTAMP : DataType.VARCHAR;
  }

  private static boolean isTime(DataType type) {
    return type.kind() == TypeKind.DATE || type.kind() == TypeKind.TIMESTAMP;
  }

  private static double estimatedRows(CsvSniffer.Result found) {
    double textBytes =
        found.file().file().size() * (found.file().isCompressed() ? EXPECTED_COMPRESSION : 1);
    return Math.max(1, textBytes * found.sampledRecords() / Math.max(found.sampledBytes(), 1));
  }
}
