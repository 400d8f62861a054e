package io.sluice.source.jdbc;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a connection tells of its database. Databases without schemas are asked for their catalogs instead. All methods block. */
final class JdbcMetadata {
  private final Connection connection;
  private final DatabaseMetaData metadata;
  private final boolean hasSchemas;

  JdbcMetadata(Connection connection) throws SQLException {
    this.connection = connection;
    metadata = connection.getMetaData();
    hasSchemas = metadata.supportsSchemasInTableDefinitions()
        || !metadata.supportsCatalogsInTableDefinitions();
  }

  List<String> schemas() throws SQLException {
    try (ResultSet found = hasSchemas ? metadata.getSchemas() : metadata.getCatalogs()) {
      return texts(found, hasSchemas ? "TABLE_SCHEM" : "TABLE_CAT");
    }
  }

  /** A schema's name as the database writes it. */
  Optional<String> findSchema(String name) throws SQLException {
    return find(name, schemas());
  }

  List<String> tables(String schema) throws SQLException {
    return tables(schema, "%");
  }

  private List<String> tables(String schema, String pattern) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet found =
        metadata.getTables(catalogOf(schema), schemaPattern(schema), pattern, null)) {
      while (found.next()) {
        String type = String.valueOf(found.getString("TABLE_TYPE")).toUpperCase(Locale.ROOT);
        boolean isRead =
            type.contains("TABLE") || type.contains("VIEW") || type.contains("SYNONYM");
        if (isRead && !type.contains("INDEX")) {
          names.add(found.getString("TABLE_NAME"));
        }
      }
    }
    return names;
  }

  /** A table by a name that is compared without case, or empty. */
  Optional<JdbcTable> table(JdbcDatabase database, String schema, String name) throws SQLException {
    Optional<String> found = findTable(schema, name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String table = found.get();
    List<JdbcColumn> columns = JdbcTable.withDistinctNames(columns(database, schema, table));
    return Optional.of(new JdbcTable(
        database,
        new JdbcRelation(qualified(schema, table), quote(), true),
        columns,
        splits(database, schema, table, columns),
        database.dialect() == JdbcDialect.POSTGRESQL
            ? rowCount(schema, table)
            : OptionalDouble.empty()));
  }

  /** What PostgreSQL counted when it looked at the table last; nothing if it never did. */
  private OptionalDouble rowCount(String schema, String table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(
        "SELECT c.reltuples FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p', 'm') AND c.reltuples > 0")) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? OptionalDouble.of(found.getDouble(1)) : OptionalDouble.empty();
      }
    }
  }

  private Optional<String> findTable(String schema, String name) throws SQLException {
    Set<String> likely = new LinkedHashSet<>(
        List.of(name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT)));
    for (String candidate : likely) {
      if (tables(schema, escaped(candidate)).contains(candidate)) {
        return Optional.of(candidate);
      }
    }
    return find(name, tables(schema));
  }

  private static Optional<String> find(String name, List<String> all) {
    if (all.contains(name)) {
      return Optional.of(name);
    }
    List<String> equal = all.stream().filter(name::equalsIgnoreCase).toList();
    if (equal.size() > 1) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "'%s' may be %s; write it as the database does"
              .formatted(name, String.join(" or ", equal)));
    }
    return equal.stream().findFirst();
  }

  private List<JdbcColumn> columns(JdbcDatabase database, String schema, String table)
      throws SQLException {
    List<JdbcColumn> columns = new ArrayList<>();
    try (ResultSet found =
        metadata.getColumns(catalogOf(schema), schemaPattern(schema), escaped(table), "%")) {
      while (found.next()) {
        if (!table.equals(found.getString("TABLE_NAME"))) {
          continue;
        }
        String name = found.getString("COLUMN_NAME");
        String typeName = String.valueOf(found.getString("TYPE_NAME"));
        JdbcType type = new JdbcType(
            database.dialect(),
            found.getInt("DATA_TYPE"),
            typeName,
            found.getInt("COLUMN_SIZE"),
            found.getInt("DECIMAL_DIGITS"));
        boolean isNullable = found.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
        columns.add(JdbcColumn.of(name, typeName, type.type(), isNullable, type.isExact()));
      }
    }
    return columns;
  }

  private static Optional<TableSplits> splits(
      JdbcDatabase database, String schema, String table, List<JdbcColumn> columns) {
    Optional<TableSplits> splits = database.splits(schema, table);
    if (splits.isEmpty()) {
      return splits;
    }
    String name = splits.get().column();
    JdbcColumn column = columns.stream()
        .filter(candidate -> candidate.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
    if (column == null || !column.isSupported() || !column.field().type().isWholeNumber()) {
      throw new SluiceException(
          ErrorCode.INVALID_OPTION,
          "Database '%s' cuts table '%s.%s' by '%s', which is no column of whole numbers of it"
              .formatted(database.name(), schema, table, name));
    }
    return Optional.of(new TableSplits(
        column.name(), splits.get().lower(), splits.get().upper(), splits.get().count()));
  }

  private String qualified(String schema, String table) throws SQLException {
    String quote = quote();
    String tableName = JdbcRelation.quoted(table, quote);
    return schema.isEmpty() ? tableName : JdbcRelation.quoted(schema, quote) + "." + tableName;
  }

  /** What stands around names; empty where nothing can. */
  String quote() throws SQLException {
    return String.valueOf(metadata.getIdentifierQuoteString()).trim();
  }

  private @Nullable String catalogOf(String schema) throws SQLException {
    return hasSchemas ? connection.getCatalog() : schema;
  }

  private @Nullable String schemaPattern(String schema) throws SQLException {
    return hasSchemas ? escaped(schema) : null;
  }

  private String escaped(String name) throws SQLException {
    String escape = String.valueOf(metadata.getSearchStringEscape());
    return escape.isEmpty()
        ? name
        : name.replace(escape, escape + escape)
            .replace("_", escape + "_")
            .replace("%", escape + "%");
  }

  private static List<String> texts(ResultSet rows, String column) throws SQLException {
    List<String> texts = new ArrayList<>();
    while (rows.next()) {
      texts.add(rows.getString(column));
    }
    return texts;
  }
}
