package io.sluice.sqllogic;

import io.sluice.testing.ReferenceDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** DuckDB, from which the expected results of our own files come. */
final class ReferenceConnection implements SltConnection {
  private final Connection connection;

  ReferenceConnection() {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
      for (String setting : ReferenceDatabase.SETTINGS) {
        execute(setting);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public String name() {
    return "duckdb";
  }

  @Override
  public boolean hasOwnMessages() {
    return false;
  }

  @Override
  public SltResult run(String sql) {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return new SltResult("", List.of());
      }
      try (ResultSet result = statement.getResultSet()) {
        return read(result);
      }
    } catch (SQLException e) {
      throw new SqlFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static SltResult read(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    StringBuilder types = new StringBuilder();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      types.append(type(columns, column));
    }
    List<List<String>> rows = new ArrayList<>();
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int column = 1; column <= types.length(); column++) {
        row.add(text(result, columns, column));
      }
      rows.add(row);
    }
    return new SltResult(types.toString(), rows);
  }

  private static char type(ResultSetMetaData columns, int column) throws SQLException {
    if (columns.getColumnTypeName(column).equals("HUGEINT")) {
      return 'I';
    }
    return switch (columns.getColumnType(column)) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> 'I';
      case Types.DECIMAL, Types.DOUBLE, Types.FLOAT, Types.REAL, Types.NUMERIC -> 'R';
      default -> 'T';
    };
  }

  private static String text(ResultSet result, ResultSetMetaData columns, int column)
      throws SQLException {
    Object value = result.getObject(column);
    if (value == null) {
      return "NULL";
    }
    return switch (columns.getColumnType(column)) {
      case Types.TIMESTAMP,
          Types.DATE,
          Types.DECIMAL,
          Types.BOOLEAN,
          Types.DOUBLE,
          Types.FLOAT,
          Types.REAL -> ReferenceDatabase.plainText(value);
      default -> String.valueOf(result.getString(column));
    };
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
