package io.sluice.testing;

import io.sluice.bench.ValueTexts;
import io.sluice.type.DataType;
import io.sluice.type.Schema;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DuckDB in this process, the independent engine that ours is compared with. It knows {@code numbers(start, end)} too. */
public final class ReferenceDatabase implements AutoCloseable {
  /** Statements that make it agree with our decisions. */
  public static final List<String> SETTINGS =
      List.of("SET default_null_order = 'nulls_last_on_asc_first_on_desc'", "SET threads = 1");

  private final Connection connection;

  public ReferenceDatabase() {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    run("CREATE MACRO numbers(a, b) AS TABLE SELECT range AS number FROM range(a, b)");
    SETTINGS.forEach(this::run);
  }

  /** Runs statements that have no result. */
  public void run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Rows of texts, as {@link ValueTexts} writes them; doubles with all their digits and an exponent. */
  public List<List<String>> rows(String sql) {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) {
          row.add(ValueTexts.ofJdbc(result.getObject(column)));
        }
        rows.add(row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return rows;
  }

  /** The text of a value as results of ours have it, with the digits of doubles that tell them apart. */
  public static String plainText(Object value) {
    return value instanceof Double || value instanceof Float
        ? value.toString()
        : value instanceof BigDecimal decimal ? decimal.toPlainString() : jdbcText(value);
  }

  private static String jdbcText(Object value) {
    try {
      return ValueTexts.ofJdbc(value);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text of one of our values by which it is compared. */
  public static String text(DataType type, @Nullable Object value) {
    return ValueTexts.of(type, value);
  }

  /** The texts of rows of ours. */
  public static List<List<String>> texts(Schema schema, List<List<@Nullable Object>> rows) {
    return rows.stream().map(row -> ValueTexts.ofRow(schema, row)).toList();
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
