package io.sluice.coordinator;

import io.sluice.extension.write.CheckDefinition;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.IndexDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.List;
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

  private static String names(TableDefinition table, List<Integer> columns) {
    return columns.stream()
        .map(column -> quoted(table.columns().get(column).field().name()))
        .collect(Collectors.joining(", "));
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
