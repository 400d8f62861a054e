package io.sluice.coordinator;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.catalog.stored.FileTable;
import io.sluice.catalog.stored.StoredTable;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.ColumnStatistics;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableProvider;
import io.sluice.extension.TableStatistics;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.IndexDefinition;
import io.sluice.extension.write.MacroDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.extension.write.WritableSchema;
import io.sluice.extension.write.WritableTable;
import io.sluice.function.FunctionDescriptor;
import io.sluice.plan.QueryId;
import io.sluice.sql.InspectionStatement;
import io.sluice.sql.ObjectName;
import io.sluice.sql.SessionContext;
import io.sluice.sql.SqlPlanner;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Answers statements that tell what is there. Calls may block. Thread-safe. */
final class InspectionRunner {
  private static final List<String> COLUMN_NAMES =
      List.of("column_name", "column_type", "null", "key", "default", "extra");

  private final SqlPlanner planner;

  InspectionRunner(SqlPlanner planner) {
    this.planner = planner;
  }

  QueryResult run(
      QueryId id, InspectionStatement statement, SessionContext session, List<Literal> parameters) {
    if (statement instanceof InspectionStatement.Tables tables) {
      return one(id, "name", tables.pattern(), tablesOf(tables.schema(), session.names()));
    }
    if (statement instanceof InspectionStatement.AllTables) {
      return allTables(id, session.names());
    }
    if (statement instanceof InspectionStatement.Schemas schemas) {
      return one(id, "name", schemas.pattern(), schemasOf(schemas.catalog(), session.names()));
    }
    if (statement instanceof InspectionStatement.Catalogs all) {
      List<String> names = catalogs().all(session.names()).stream()
          .map(CatalogProvider::name)
          .sorted()
          .toList();
      return one(id, "name", all.pattern(), names);
    }
    if (statement instanceof InspectionStatement.Functions functions) {
      return functions(id, functions.pattern(), session.names());
    }
    if (statement instanceof InspectionStatement.Columns columns) {
      return columns(id, columns, session);
    }
    if (statement instanceof InspectionStatement.Definition definition) {
      return definition(id, definition, session.names());
    }
    if (statement instanceof InspectionStatement.Indexes indexes) {
      return indexes(id, indexes.table(), session.names());
    }
    if (statement instanceof InspectionStatement.Statistics statistics) {
      return statistics(id, statistics.table(), session.names());
    }
    if (statement instanceof InspectionStatement.QueryColumns query) {
      return described(id, planner.plan(query.query(), session, parameters).schema());
    }
    throw new IllegalStateException("unknown statement " + statement);
  }

  private Catalogs catalogs() {
    return planner.catalogs();
  }

  /** A row for each name of each function, also for aliases. */
  private QueryResult functions(QueryId id, Optional<String> pattern, SessionNames names) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (FunctionDescriptor function : catalogs().functions().descriptors()) {
      addFunction(rows, function.name(), function, pattern);
      function.aliases().forEach(alias -> addFunction(rows, alias, function, pattern));
    }
    for (String name : catalogs().tableFunctionNames()) {
      if (pattern.isEmpty() || NamePattern.matches(pattern.get(), name)) {
        rows.add(List.of(name, "table", "tables", name + "(...)", "A table function."));
      }
    }
    for (MacroDefinition macro : catalogs().macros(names)) {
      if (pattern.isEmpty() || NamePattern.matches(pattern.get(), macro.name())) {
        rows.add(List.of(
            macro.name(), "macro", macro.isTable() ? "tables" : "values", macro.sql(), "A macro."));
      }
    }
    rows.sort(Comparator.comparing(row -> String.valueOf(row.get(0))));
    return StaticResult.of(
        id, List.of("name", "kind", "category", "signatures", "description"), rows);
  }

  private static void addFunction(
      List<List<@Nullable String>> rows,
      String name,
      FunctionDescriptor function,
      Optional<String> pattern) {
    if (pattern.isEmpty() || NamePattern.matches(pattern.get(), name)) {
      rows.add(List.of(
          name,
          function.kind().name().toLowerCase(Locale.ROOT),
          function.category(),
          String.join("; ", function.signatures()),
          function.description()));
    }
  }

  private static QueryResult one(
      QueryId id, String column, Optional<String> pattern, List<String> values) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    values.stream()
        .filter(value -> pattern.isEmpty() || NamePattern.matches(pattern.get(), value))
        .forEach(value -> rows.add(List.of(value)));
    return StaticResult.of(id, List.of(column), rows);
  }

  private List<String> tablesOf(Optional<ObjectName> schema, SessionNames names) {
    List<String> found = new ArrayList<>();
    if (schema.isPresent()) {
      found.addAll(tables(schema(schema.get(), names)));
    } else {
      names
          .temporary()
          .ifPresent(catalog -> catalog
              .schema(SessionNames.DEFAULT_SCHEMA)
              .ifPresent(temporary -> found.addAll(tables(temporary))));
      if (!names.path().isEmpty()) {
        catalogs()
            .catalog(names.path().get(0), names)
            .flatMap(catalog -> catalog.schema(names.path().get(1)))
            .ifPresent(current -> found.addAll(tables(current)));
      }
    }
    return found.stream().sorted().distinct().toList();
  }

  private static List<String> tables(SchemaProvider schema) {
    List<String> names = new ArrayList<>(schema.tableNames());
    if (schema instanceof WritableSchema writable) {
      names.addAll(writable.viewNames());
    }
    return names;
  }

  private SchemaProvider schema(ObjectName name, SessionNames names) {
    List<String> path = catalogs().schemaPath(name.parts(), names);
    return catalogs()
        .catalog(path.get(0), names)
        .flatMap(catalog -> catalogs().schema(catalog, path.get(1), names))
        .orElseThrow();
  }

  private List<String> schemasOf(Optional<ObjectName> catalog, SessionNames names) {
    List<String> found = new ArrayList<>();
    if (catalog.isPresent()) {
      String name = catalog.get().toString();
      found.addAll(catalogs()
          .catalog(name, names)
          .orElseThrow(() -> new SluiceException(
                  ErrorCode.TABLE_NOT_FOUND, "Catalog '" + name + "' not found")
              .at(catalog.get().position()))
          .schemaNames());
    } else if (!names.path().isEmpty()) {
      found.addAll(catalogs().catalog(names.path().get(0), names).orElseThrow().schemaNames());
    }
    found.add("information_schema");
    return found.stream().sorted().distinct().toList();
  }

  private QueryResult allTables(QueryId id, SessionNames names) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (CatalogProvider catalog : catalogs().all(names)) {
      for (String name : catalog.schemaNames()) {
        catalog
            .schema(name)
            .ifPresent(schema ->
                tables(schema).forEach(table -> rows.add(List.of(catalog.name(), name, table))));
      }
    }
    return StaticResult.of(id, List.of("catalog", "schema", "name"), rows);
  }

  private QueryResult columns(
      QueryId id, InspectionStatement.Columns columns, SessionContext session) {
    Optional<TableDefinition> definition = writable(columns.table(), session.names());
    if (definition.isEmpty()) {
      return described(id, planner.plan(columns.allRows(), session, List.of()).schema());
    }
    TableDefinition table = definition.get();
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnDefinition column = table.columns().get(i);
      int index = i;
      boolean isKey = table.keys().stream().anyMatch(key -> key.contains(index));
      rows.add(row(column.field(), isKey ? "UNI" : null, column.defaultSql().orElse(null)));
    }
    return StaticResult.of(id, COLUMN_NAMES, rows);
  }

  private static QueryResult described(QueryId id, Schema schema) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    schema.fields().forEach(field -> rows.add(row(field, null, null)));
    return StaticResult.of(id, COLUMN_NAMES, rows);
  }

  private static List<@Nullable String> row(
      Field field, @Nullable String key, @Nullable String defaultSql) {
    List<@Nullable String> row = new ArrayList<>();
    row.add(field.name());
    row.add(field.type().toString());
    row.add(field.nullable() ? "YES" : "NO");
    row.add(key);
    row.add(defaultSql);
    row.add(null);
    return row;
  }

  private Optional<TableDefinition> writable(ObjectName name, SessionNames names) {
    return catalogs()
        .find(name.parts(), names)
        .filter(WritableTable.class::isInstance)
        .map(table -> ((WritableTable) table).definition());
  }

  private QueryResult definition(
      QueryId id, InspectionStatement.Definition statement, SessionNames names) {
    String sql = statement.isView()
        ? catalogs()
            .findView(statement.name().parts(), names)
            .map(ViewDefinition::sql)
            .orElseThrow(() -> new SluiceException(
                ErrorCode.TABLE_NOT_FOUND, "View '" + statement.name() + "' not found"))
        : createTable(statement.name(), names);
    return StaticResult.of(id, List.of("sql"), List.of(List.of(sql)));
  }

  private String createTable(ObjectName name, SessionNames names) {
    Optional<TableDefinition> found = writable(name, names);
    if (found.isEmpty()) {
      catalogs().table(name.parts(), names);
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "'" + name + "' was not made by CREATE TABLE");
    }
    Optional<FileTable> external = catalogs()
        .find(name.parts(), names)
        .filter(StoredTable.class::isInstance)
        .map(table -> ((StoredTable) table).files())
        .filter(files -> !files.isManaged());
    return external.map(TableText::of).orElseGet(() -> TableText.of(found.get()));
  }

  private QueryResult indexes(QueryId id, ObjectName name, SessionNames names) {
    Optional<TableDefinition> found = writable(name, names);
    if (found.isEmpty()) {
      catalogs().table(name.parts(), names);
    }
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (IndexDefinition index : found.map(TableDefinition::indexes).orElse(List.of())) {
      List<String> columns = index.columns().stream()
          .map(column -> found.get().columns().get(column).field().name())
          .toList();
      rows.add(List.of(index.name(), index.isUnique() ? "YES" : "NO", String.join(", ", columns)));
    }
    return StaticResult.of(id, List.of("name", "unique", "columns"), rows);
  }

  /** What the planner knows of a table: a row for each column, and one for all. */
  private QueryResult statistics(QueryId id, ObjectName name, SessionNames names) {
    TableProvider table = catalogs().table(name.parts(), names);
    TableStatistics known = table.statistics();
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (int i = 0; i < table.schema().size(); i++) {
      DataType type = table.schema().type(i);
      ColumnStatistics column = known.column(i);
      List<@Nullable String> row = new ArrayList<>();
      row.add(table.schema().field(i).name());
      row.add(text(column.distinctCount()));
      row.add(text(column.nullFraction()));
      row.add(null);
      row.add(column.min().map(value -> ValueText.format(type, value.value())).orElse(null));
      row.add(column.max().map(value -> ValueText.format(type, value.value())).orElse(null));
      row.add(column.histogram().isEmpty() ? null : "" + (column.histogram().size() - 1));
      rows.add(row);
    }
    List<@Nullable String> whole = new ArrayList<>(Collections.nCopies(7, null));
    whole.set(3, text(known.rowCount()));
    rows.add(whole);
    return StaticResult.of(
        id,
        List.of(
            "column_name",
            "distinct_values_count",
            "nulls_fraction",
            "row_count",
            "low_value",
            "high_value",
            "histogram_parts"),
        rows);
  }

  private static @Nullable String text(OptionalDouble number) {
    return number.isEmpty()
        ? null
        : BigDecimal.valueOf(number.getAsDouble()).stripTrailingZeros().toPlainString();
  }
}
