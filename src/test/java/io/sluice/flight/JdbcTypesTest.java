package io.sluice.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values of every type as the stock JDBC driver gives them. */
class JdbcTypesTest {
  private static FlightEngineFixture flight;
  private static Connection connection;

  @BeforeAll
  static void start() throws SQLException {
    flight = new FlightEngineFixture();
    connection = flight.connect();
  }

  @AfterAll
  static void stop() throws SQLException {
    connection.close();
    flight.close();
  }

  private interface Check {
    void accept(ResultSet row) throws SQLException;
  }

  /** Runs a query of one row with a value and a NULL of the same type. */
  private static void check(String value, String type, int jdbcType, Check check)
      throws SQLException {
    String sql = "SELECT CAST(%s AS %s) AS v, CAST(NULL AS %s) AS n".formatted(value, type, type);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      assertThat(row.getMetaData().getColumnType(1)).as(type).isEqualTo(jdbcType);
      assertThat(row.next()).isTrue();
      check.accept(row);
      assertThat(row.getObject(2)).as("NULL of " + type).isNull();
      assertThat(row.wasNull()).isTrue();
      assertThat(row.getString(2)).as("NULL of " + type).isNull();
      assertThat(row.next()).isFalse();
    }
  }

  @Test
  void numbers() throws SQLException {
    check(
        "-128", "TINYINT", Types.TINYINT, row -> assertThat(row.getByte(1)).isEqualTo((byte) -128));
    check(
        "32767",
        "SMALLINT",
        Types.SMALLINT,
        row -> assertThat(row.getShort(1)).isEqualTo((short) 32767));
    check(
        "-2147483648",
        "INTEGER",
        Types.INTEGER,
        row -> assertThat(row.getInt(1)).isEqualTo(Integer.MIN_VALUE));
    check(
        "9223372036854775807",
        "BIGINT",
        Types.BIGINT,
        row -> assertThat(row.getLong(1)).isEqualTo(Long.MAX_VALUE));
    check("1.5", "REAL", Types.FLOAT, row -> assertThat(row.getFloat(1)).isEqualTo(1.5f));
    check(
        "'1e-300'", "DOUBLE", Types.DOUBLE, row -> assertThat(row.getDouble(1)).isEqualTo(1e-300));
    check("'NaN'", "DOUBLE", Types.DOUBLE, row -> assertThat(row.getDouble(1)).isNaN());
    check("-12.34", "DECIMAL(10, 2)", Types.DECIMAL, row -> {
      assertThat(row.getBigDecimal(1)).isEqualTo(new BigDecimal("-12.34"));
      assertThat(row.getMetaData().getPrecision(1)).isEqualTo(10);
      assertThat(row.getMetaData().getScale(1)).isEqualTo(2);
    });
    check(
        "'12345678901234567890123456789012345.678'",
        "DECIMAL(38, 3)",
        Types.DECIMAL,
        row -> assertThat(row.getBigDecimal(1))
            .isEqualTo(new BigDecimal("12345678901234567890123456789012345.678")));
    check("true", "BOOLEAN", Types.BOOLEAN, row -> assertThat(row.getBoolean(1)).isTrue());
  }

  @Test
  void textsAndBytes() throws SQLException {
    check(
        "'zäöü €'",
        "VARCHAR",
        Types.VARCHAR,
        row -> assertThat(row.getString(1)).isEqualTo("zäöü €"));
    check(
        "X'00FF10'",
        "VARBINARY",
        Types.VARBINARY,
        row -> assertThat(row.getBytes(1)).containsExactly(0, 255, 16));
    check(
        "'123e4567-e89b-12d3-a456-426614174000'",
        "UUID",
        Types.VARCHAR,
        row -> assertThat(row.getString(1)).isEqualTo("123e4567-e89b-12d3-a456-426614174000"));
  }

  @Test
  void datesAndTimes() throws SQLException {
    check("'1969-12-31'", "DATE", Types.DATE, row -> {
      assertThat(row.getDate(1).toString()).isEqualTo("1969-12-31");
      assertThat(row.getObject(1, LocalDate.class)).isEqualTo("1969-12-31");
    });
    check(
        "'23:59:58.123'",
        "TIME",
        Types.TIME,
        row -> assertThat(row.getTime(1).getTime() % 86_400_000).isEqualTo(86_398_123));
    check("'2024-02-29 12:30:45.123456'", "TIMESTAMP", Types.TIMESTAMP, row -> {
      assertThat(row.getTimestamp(1)).isEqualTo(Timestamp.valueOf("2024-02-29 12:30:45.123456"));
      assertThat(row.getObject(1, LocalDateTime.class)).isEqualTo("2024-02-29T12:30:45.123456");
    });
    check(
        "'1969-07-20 20:17:40.123456789'",
        "TIMESTAMP(9)",
        Types.TIMESTAMP,
        row -> assertThat(row.getTimestamp(1))
            .isEqualTo(Timestamp.valueOf("1969-07-20 20:17:40.123456789")));
    check(
        "INTERVAL '14 months 3 days 02:00:00'",
        "INTERVAL",
        Types.JAVA_OBJECT,
        row -> assertThat(row.getString(1)).isEqualTo("P14M3DT2H"));
  }

  /** The driver's getObject does not know the type. */
  @Test
  void instants() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(
            "SELECT CAST('2024-02-29 12:30:45.5+02' AS TIMESTAMP WITH TIME ZONE)")) {
      assertThat(row.getMetaData().getColumnType(1)).isEqualTo(Types.TIMESTAMP_WITH_TIMEZONE);
      assertThat(row.next()).isTrue();
      assertThat(row.getTimestamp(1).toInstant()).isEqualTo("2024-02-29T10:30:45.5Z");
      assertThat(row.getString(1)).startsWith("2024-02-29 10:30:45.5");
    }
  }

  @Test
  void nestedValues() throws SQLException {
    check(
        "[1, NULL, 3]",
        "INTEGER[]",
        Types.ARRAY,
        row -> assertThat((Object[]) row.getArray(1).getArray()).containsExactly(1, null, 3));
    check(
        "MAP {'a': 1, 'b': NULL}",
        "MAP(VARCHAR, INTEGER)",
        Types.JAVA_OBJECT,
        row ->
            assertThat(row.getObject(1).toString()).contains("a").contains("b").contains("1"));
    check("{'x': 1, 'y': 'two'}", "ROW(x INTEGER, y VARCHAR)", Types.JAVA_OBJECT, row -> {
      Map<?, ?> value = (Map<?, ?>) row.getObject(1);
      assertThat(value.get("x")).isEqualTo(1);
      assertThat(value.get("y")).hasToString("two");
    });
    check(
        "[[{'d': DATE '2024-01-01'}], []]",
        "ROW(d DATE)[][]",
        Types.ARRAY,
        row -> assertThat(row.getString(1)).contains("d").endsWith(",[]]"));
  }

  @Test
  void valuesOfManyRowsAndBatches() throws SQLException {
    String sql = """
        SELECT number AS n, CASE WHEN number % 3 = 0 THEN NULL ELSE 't' || number END AS t,
          [number, NULL] AS a, CAST(number AS DECIMAL(20, 2)) AS d
        FROM numbers(0, 30000) ORDER BY n""";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      for (long n = 0; n < 30_000; n++) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(n);
        assertThat(rows.getString(2)).isEqualTo(n % 3 == 0 ? null : "t" + n);
        if (n % 1000 == 0) {
          assertThat((Object[]) rows.getArray(3).getArray()).isEqualTo(new Object[] {n, null});
        }
        assertThat(rows.getBigDecimal(4)).isEqualTo(new BigDecimal(n + ".00"));
      }
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void aColumnTellsItsTypeAndNullability() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1 AS one, NULLIF('a', 'b') AS maybe")) {
      assertThat(
              List.of(rows.getMetaData().getColumnLabel(1), rows.getMetaData().getColumnLabel(2)))
          .containsExactly("one", "maybe");
      assertThat(rows.getMetaData().getColumnTypeName(1)).isEqualTo("INTEGER");
      assertThat(rows.getMetaData().getColumnTypeName(2)).isEqualTo("VARCHAR");
    }
  }
}
