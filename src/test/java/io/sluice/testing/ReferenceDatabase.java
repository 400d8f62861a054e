package io.sluice.testing;

import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.Schema;
import io.sluice.type.ValueText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
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

  /** Adds rows to a table. */
  public DuckDBAppender appender(String table) {
    try {
      return ((DuckDBConnection) connection).createAppender(DuckDBConnection.DEFAULT_SCHEMA, table);
    } catch (SQLException e) {
      throw new IllegalStateException(table, e);
    }
  }

  /** Rows of texts, as {@link #text(DataType, Object)} writes them; doubles with all their digits and an exponent. */
  public List<List<String>> rows(String sql) {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> row = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) {
          row.add(text(result.getObject(column)));
        }
        rows.add(row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return rows;
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Double || value instanceof Float) {
      return text(((Number) value).doubleValue());
    }
    if (value instanceof BigDecimal || value instanceof BigInteger || value instanceof Number) {
      return text(new BigDecimal(value.toString()));
    }
    if (value instanceof Date date) {
      return date.toLocalDate().toString();
    }
    if (value instanceof LocalDate date) {
      return date.toString();
    }
    if (value instanceof Timestamp timestamp) {
      return text(timestamp.toLocalDateTime());
    }
    if (value instanceof LocalDateTime time) {
      return text(time);
    }
    if (value instanceof OffsetDateTime time) {
      return text(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }
    if (value instanceof LocalTime time) {
      return ValueText.formatTime(time.toNanoOfDay() / 1000);
    }
    if (value instanceof java.sql.Array array) {
      return elements(array);
    }
    if (value instanceof java.sql.Blob blob) {
      return bytes(blob);
    }
    return value.toString();
  }

  /** The text of a value as results of ours have it, with the digits of doubles that tell them apart. */
  public static String plainText(Object value) {
    return value instanceof Double || value instanceof Float
        ? value.toString()
        : value instanceof BigDecimal decimal ? decimal.toPlainString() : text(value);
  }

  private static String elements(java.sql.Array array) {
    try {
      List<String> texts = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        texts.add(text(element));
      }
      return "[" + String.join(", ", texts) + "]";
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String bytes(java.sql.Blob blob) {
    try {
      return Binary.of(blob.getBytes(1, (int) blob.length())).toString();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(LocalDateTime time) {
    return ValueText.formatTimestamp(
        time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1000);
  }

  private static String text(double value) {
    return Double.isNaN(value) || Double.isInfinite(value) || value == 0
        ? Double.toString(value + 0.0)
        : "%.16e".formatted(value);
  }

  private static String text(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** The text of one of our values by which it is compared. */
  public static String text(DataType type, @Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    return switch (type.kind()) {
      case REAL, DOUBLE -> text(((Number) value).doubleValue());
      case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL -> text(new BigDecimal(value.toString()));
      case TIMESTAMP_TZ -> ValueText.formatTimestamp((Long) value);
      case TIMESTAMP_NANOS -> ValueText.formatTimestamp(Math.floorDiv((Long) value, 1_000L));
      default -> ValueText.format(type, value);
    };
  }

  /** The texts of rows of ours. */
  public static List<List<String>> texts(Schema schema, List<List<@Nullable Object>> rows) {
    List<List<String>> texts = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      List<String> values = new ArrayList<>(row.size());
      for (int column = 0; column < row.size(); column++) {
        values.add(text(schema.type(column), row.get(column)));
      }
      texts.add(values);
    }
    return texts;
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
