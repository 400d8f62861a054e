package io.sluice.source.jdbc;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TableProvider;
import io.sluice.type.Literal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code jdbc_query('database', 'query')}: the rows that a database answers to a query in its own SQL. */
final class JdbcQueryFunction implements TableFunction {
  private final JdbcDatabases databases;

  JdbcQueryFunction(JdbcDatabases databases) {
    this.databases = databases;
  }

  @Override
  public String name() {
    return "jdbc_query";
  }

  @Override
  public TableProvider bind(List<Literal> arguments) {
    if (arguments.size() != 2
        || !(arguments.get(0).value() instanceof String name)
        || !(arguments.get(1).value() instanceof String query)) {
      throw new SluiceException(
          ErrorCode.INVALID_ARGUMENT,
          "jdbc_query(database, query) takes two texts, the name of a database and a query");
    }
    JdbcDatabase database = databases.find(name);
    String sql = withoutEnd(query);
    return database.ask("prepare the query", connection -> describe(database, connection, sql));
  }

  private static String withoutEnd(String query) {
    String sql = query.strip();
    while (sql.endsWith(";")) {
      sql = sql.substring(0, sql.length() - 1).strip();
    }
    return sql;
  }

  private static JdbcTable describe(JdbcDatabase database, Connection connection, String sql)
      throws SQLException {
    List<JdbcColumn> columns;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      ResultSetMetaData metadata = statement.getMetaData();
      if (metadata == null || metadata.getColumnCount() == 0) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "Database '%s' answers the statement with no rows; jdbc_query takes a query"
                .formatted(database.name()));
      }
      columns = columns(database, metadata);
    }
    long differentNames = columns.stream().map(JdbcColumn::name).distinct().count();
    boolean isSelectable = database.dialect().isKnown() && differentNames == columns.size();
    // The line break ends a comment at the end of the query.
    JdbcRelation relation = new JdbcRelation(
        isSelectable ? "(" + sql + "\n) AS q" : sql,
        new JdbcMetadata(connection).quote(),
        isSelectable);
    return new JdbcTable(
        database,
        relation,
        JdbcTable.withDistinctNames(columns),
        Optional.empty(),
        OptionalDouble.empty());
  }

  private static List<JdbcColumn> columns(JdbcDatabase database, ResultSetMetaData metadata)
      throws SQLException {
    List<JdbcColumn> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      String typeName = String.valueOf(metadata.getColumnTypeName(i));
      JdbcType type = new JdbcType(
          database.dialect(),
          metadata.getColumnType(i),
          typeName,
          metadata.getPrecision(i),
          metadata.getScale(i));
      // Of computed columns databases tell more than is true.
      columns.add(
          JdbcColumn.of(metadata.getColumnLabel(i), typeName, type.type(), true, type.isExact()));
    }
    return columns;
  }
}
