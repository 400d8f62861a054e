package io.sluice.source;

import io.sluice.type.Binary;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.Schema;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Another engine: it writes the files that tests read, and says what must come out of them. */
public final class DuckDb implements AutoCloseable {
  private final Connection connection;

  public DuckDb() {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    execute("SET TimeZone = 'UTC'");
    execute("SET threads = 1");
  }

  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Writes a file, for instance with options {@code FORMAT parquet, COMPRESSION zstd}. */
  public Path copy(String query, Path file, String options) {
    execute("COPY (%s) TO '%s' (%s)".formatted(query, file, options));
    return file;
  }

  /** The rows of a query as the engine would hold them in columns of that schema. */
  public List<List<Object>> rows(String query, Schema schema) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
          row.add(value(result.getObject(i + 1), schema.type(i)));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  private static Object value(Object value, DataType type) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case BOOLEAN -> value;
      case INTEGER -> ((Number) value).intValue();
      case BIGINT -> ((Number) value).longValue();
      case REAL -> ((Number) value).floatValue();
      case DOUBLE -> ((Number) value).doubleValue();
      case DECIMAL -> new BigDecimal(value.toString()).setScale(((DecimalType) type).scale());
      case VARCHAR -> value.toString();
      case DATE -> (int) LocalDate.parse(value.toString()).toEpochDay();
      case TIME -> ((LocalTime) value).toNanoOfDay() / 1000;
      case VARBINARY -> binary((Blob) value);
      case TIMESTAMP, TIMESTAMP_TZ -> sinceEpoch(value, ChronoUnit.MICROS);
      case TIMESTAMP_NANOS -> sinceEpoch(value, ChronoUnit.NANOS);
      default -> throw new IllegalArgumentException("not compared: " + type);
    };
  }

  private static Binary binary(Blob value) {
    try {
      return Binary.of(value.getBytes(1, (int) value.length()));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static long sinceEpoch(Object value, ChronoUnit unit) {
    LocalDateTime time;
    if (value instanceof java.sql.Timestamp timestamp) {
      time = timestamp.toLocalDateTime();
    } else if (value instanceof OffsetDateTime zoned) {
      time = zoned.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    } else {
      time = (LocalDateTime) value;
    }
    return unit.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
