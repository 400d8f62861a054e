package io.sluice.catalog;

import io.sluice.extension.CatalogProvider;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableProvider;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.extension.write.WritableSchema;
import io.sluice.extension.write.WritableTable;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Literal;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The schema {@code information_schema}, which each catalog has: tables about the schemas, tables, columns and views of all catalogs that a session sees. */
final class InformationSchema implements SchemaProvider {
  static final String NAME = "information_schema";

  private final List<CatalogProvider> catalogs;

  InformationSchema(List<CatalogProvider> catalogs) {
    this.catalogs = List.copyOf(catalogs);
  }

  @Override
  public List<String> tableNames() {
    return List.of("columns", "schemata", "tables", "views");
  }

  @Override
  public Optional<TableProvider> table(String name) {
    return Optional.ofNullable(
        switch (name.toLowerCase(Locale.ROOT)) {
          case "schemata" -> schemata();
          case "tables" -> tables();
          case "columns" -> columns();
          case "views" -> views();
          default -> null;
        });
  }

  private interface SchemaVisitor {
    void visit(String catalog, String name, SchemaProvider schema);
  }

  private void forEachSchema(SchemaVisitor visitor) {
    for (CatalogProvider catalog : catalogs) {
      for (String name : catalog.schemaNames()) {
        catalog.schema(name).ifPresent(schema -> visitor.visit(catalog.name(), name, schema));
      }
    }
  }

  private TableProvider schemata() {
    List<List<Literal>> rows = new ArrayList<>();
    forEachSchema((catalog, name, schema) -> rows.add(texts(catalog, name)));
    for (CatalogProvider catalog : catalogs) {
      rows.add(texts(catalog.name(), NAME));
    }
    return new RowsTable(schema("catalog_name", "schema_name"), rows);
  }

  private TableProvider tables() {
    List<List<Literal>> rows = new ArrayList<>();
    forEachSchema((catalog, name, schema) -> {
      String kind = catalog.equals(SessionNames.TEMPORARY) ? "LOCAL TEMPORARY" : "BASE TABLE";
      schema.tableNames().forEach(table -> rows.add(texts(catalog, name, table, kind)));
      views(schema).forEach(view -> rows.add(texts(catalog, name, view.name(), "VIEW")));
    });
    return new RowsTable(schema("table_catalog", "table_schema", "table_name", "table_type"), rows);
  }

  private TableProvider columns() {
    List<List<Literal>> rows = new ArrayList<>();
    forEachSchema((catalog, name, schema) -> {
      for (String tableName : schema.tableNames()) {
        Optional<TableProvider> table = schema.table(tableName);
        if (table.isEmpty()) {
          continue;
        }
        List<Optional<String>> defaults = table.get() instanceof WritableTable writable
            ? writable.definition().columns().stream()
                .map(ColumnDefinition::defaultSql)
                .toList()
            : List.of();
        addColumns(rows, texts(catalog, name, tableName), table.get().schema(), defaults);
      }
      for (ViewDefinition view : views(schema)) {
        addColumns(rows, texts(catalog, name, view.name()), view.schema(), List.of());
      }
    });
    List<Field> fields = new ArrayList<>(
        schema("table_catalog", "table_schema", "table_name", "column_name").fields());
    fields.add(new Field("ordinal_position", DataType.INTEGER, false));
    fields.add(new Field("column_default", DataType.VARCHAR, true));
    fields.addAll(schema("is_nullable", "data_type").fields());
    return new RowsTable(new Schema(fields), rows);
  }

  private static void addColumns(
      List<List<Literal>> rows,
      List<Literal> table,
      Schema schema,
      List<Optional<String>> defaults) {
    for (int i = 0; i < schema.size(); i++) {
      Field field = schema.field(i);
      List<Literal> row = new ArrayList<>(table);
      row.add(Literal.of(field.name()));
      row.add(Literal.of(i + 1));
      row.add(
          defaults.isEmpty()
              ? Literal.ofNull(DataType.VARCHAR)
              : new Literal(DataType.VARCHAR, defaults.get(i).orElse(null)));
      row.add(Literal.of(field.nullable() ? "YES" : "NO"));
      row.add(Literal.of(field.type().toString()));
      rows.add(row);
    }
  }

  private TableProvider views() {
    List<List<Literal>> rows = new ArrayList<>();
    forEachSchema((catalog, name, schema) -> {
      for (ViewDefinition view : views(schema)) {
        rows.add(texts(catalog, name, view.name(), view.sql()));
      }
    });
    return new RowsTable(
        schema("table_catalog", "table_schema", "table_name", "view_definition"), rows);
  }

  private static List<ViewDefinition> views(SchemaProvider schema) {
    return schema instanceof WritableSchema writable
        ? writable.viewNames().stream()
            .flatMap(view -> writable.view(view).stream())
            .toList()
        : List.of();
  }

  private static List<Literal> texts(String... values) {
    List<Literal> row = new ArrayList<>();
    for (String value : values) {
      row.add(Literal.of(value));
    }
    return row;
  }

  private static Schema schema(String... columns) {
    List<Field> fields = new ArrayList<>();
    for (String column : columns) {
      fields.add(new Field(column, DataType.VARCHAR, false));
    }
    return new Schema(fields);
  }
}
