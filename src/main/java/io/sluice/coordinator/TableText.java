package io.sluice.coordinator;

import io.sluice.catalog.stored.FileTable;
import io.sluice.extension.write.CheckDefinition;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.IndexDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The statement that makes a table. Stateless. */
final class TableText {
  private TableText() {}

  /** CREATE TABLE with columns, keys and conditions. Keys of unique indexes belong to those. */
  static String of(TableDefinition table) {
    List<String> elements = new ArrayList<>();
    for (ColumnDefinition column : table.columns()) {
      Field field = column.field();
      elements.add(quoted(field.name()) + " " + field.type()
          + (field.nullable() ? "" : " NOT NULL")
          + column.defaultSql().map(value -> " DEFAULT " + value).orElse(""));
    }
    List<List<Integer>> keys = new ArrayList<>(table.keys());
    for (IndexDefinition index : table.indexes()) {
      if (index.isUnique()) {
        keys.remove(keys.lastIndexOf(index.columns()));
      }
    }
    keys.forEach(key -> elements.add("UNIQUE (" + names(table, key) + ")"));
    for (CheckDefinition check : table.checks()) {
      elements.add(check.name().map(name -> "CONSTRAINT " + quoted(name) + " ").orElse("")
          + "CHECK (" + check.sql() + ")");
    }
    return "CREATE TABLE " + quoted(table.name()) + " (" + String.join(", ", elements) + ")";
  }

  /** CREATE EXTERNAL TABLE. */
  static String of(FileTable table) {
    List<ColumnDefinition> columns = table.definition().columns();
    int fileColumns = columns.size() - table.partitionColumns().size();
    StringBuilder text = new StringBuilder("CREATE EXTERNAL TABLE ").append(quoted(table.name()));
    if (fileColumns > 0) {
      text.append(" (").append(declared(columns.subList(0, fileColumns))).append(')');
    }
    text.append(" STORED AS ").append(table.format().toUpperCase(Locale.ROOT));
    if (fileColumns < columns.size()) {
      text.append(" PARTITIONED BY (")
          .append(declared(columns.subList(fileColumns, columns.size())))
          .append(')');
    }
    text.append(" LOCATION ").append(literal(table.location()));
    if (!table.options().isEmpty()) {
      text.append(new TreeMap<>(table.options())
          .entrySet().stream()
              .map(option -> literal(option.getKey()) + " " + literal(option.getValue()))
              .collect(Collectors.joining(", ", " OPTIONS (", ")")));
    }
    return text.toString();
  }

  private static String declared(List<ColumnDefinition> columns) {
    return columns.stream()
        .map(column -> quoted(column.field().name()) + " " + column.field().type())
        .collect(Collectors.joining(", "));
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String names(TableDefinition table, List<Integer> columns) {
    return columns.stream()
        .map(column -> quoted(table.columns().get(column).field().name()))
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
